package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the API server noted down about one user.
public final class AuditLog {
  private final Path file;
  private final String user;

  /// A request that has been answered; a watch from its answer's beginning on.
  ///
  /// @param name the object's; empty for a list and for a create
  /// @param code the HTTP status
  public record Entry(
      String verb,
      String resource,
      String subresource,
      String namespace,
      String name,
      String uri,
      int code) {
    /// Whether it was refused for want of a permission.
    public boolean denied() {
      return code == 403;
    }

    /// Short, for comparing: `patch secrets/name`.
    public String what() {
      return verb + " " + resource + (name.isEmpty() ? "" : "/" + name);
    }
  }

  AuditLog(Path file, String user) {
    this.file = file;
    this.user = user;
  }

  /// All requests so far, oldest first.
  public List<Entry> entries() {
    try (var lines = Files.lines(file)) {
      return lines
          // A line that is being written just now has no end yet.
          .filter(line -> line.contains(user) && line.endsWith("}"))
          .map(AuditLog::parse)
          .filter(event -> event.path("user").path("username").asText().equals(user))
          .filter(AuditLog::isAnswered)
          .map(AuditLog::entry)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those with that verb on that resource.
  public List<Entry> entries(String verb, String resource) {
    return entries().stream()
        .filter(entry -> entry.verb().equals(verb) && entry.resource().equals(resource))
        .toList();
  }

  private static boolean isAnswered(JsonNode event) {
    return event
        .path("stage")
        .asText()
        .equals(
            event.path("verb").asText().equals("watch") ? "ResponseStarted" : "ResponseComplete");
  }

  private static Entry entry(JsonNode event) {
    JsonNode object = event.path("objectRef");
    return new Entry(
        event.path("verb").asText(),
        object.path("resource").asText(),
        object.path("subresource").asText(),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("requestURI").asText(),
        event.path("responseStatus").path("code").asInt());
  }

  private static JsonNode parse(String line) {
    try {
      return Trees.parse(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
