package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One kubeconfig, or several taken together as kubectl does: the first that has a name wins.
///
/// Read here and not by fabric8, which goes on without a word when a context, cluster or user is
/// missing.
final class Kubeconfig {
  private final List<Path> files;
  private final Map<String, NamedPart> contexts = new LinkedHashMap<>();
  private final Map<String, NamedPart> clusters = new LinkedHashMap<>();
  private final Map<String, NamedPart> users = new LinkedHashMap<>();
  private String currentContext = "";

  /// A context with what it names.
  ///
  /// @param user empty when the context names none, as behind `kubectl proxy`
  record Chosen(NamedPart context, NamedPart cluster, Optional<NamedPart> user) {}

  private Kubeconfig(List<Path> files) {
    this.files = List.copyOf(files);
  }

  static Kubeconfig read(List<Path> files) {
    Kubeconfig all = new Kubeconfig(files);
    files.forEach(all::add);
    return all;
  }

  private void add(Path file) {
    JsonNode root = parsed(file);
    add(contexts, root, "contexts", "context", file);
    add(clusters, root, "clusters", "cluster", file);
    add(users, root, "users", "user", file);
    if (currentContext.isEmpty()) {
      currentContext = root.path("current-context").asText("");
    }
  }

  private static void add(
      Map<String, NamedPart> parts, JsonNode root, String list, String field, Path file) {
    for (JsonNode each : root.path(list)) {
      String name = each.path("name").asText("");
      if (each.path(field).isObject()) {
        parts.putIfAbsent(name, new NamedPart(name, each.path(field), file));
      }
    }
  }

  private static JsonNode parsed(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw invalid(file.toString(), "it is no kubeconfig: it names no clusters and contexts");
      }
      return root;
    } catch (NoSuchFileException e) {
      throw invalid(file.toString(), "the file does not exist");
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the line, and that may hold a token.
      String where =
          e.getLocation() == null ? "" : " (line %d)".formatted(e.getLocation().getLineNr());
      throw invalid(file.toString(), "it is not YAML" + where);
    } catch (IOException e) {
      throw invalid(file.toString(), "it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// The context asked for, else the current one.
  Chosen choose(Optional<String> asked) {
    String name = asked.orElse(currentContext);
    if (name.isEmpty()) {
      throw invalid(
          where(),
          "it has no current-context; " + available(),
          "Choose a context with --context, or with kubectl config use-context.");
    }
    NamedPart context = contexts.get(name);
    if (context == null) {
      throw invalid(
          where(),
          "%s %s, which is not there; %s"
              .formatted(
                  asked.isPresent() ? "--context names" : "current-context is", name, available()),
          "Choose one of its contexts with --context.");
    }
    NamedPart cluster = clusters.get(context.text("cluster"));
    if (cluster == null) {
      throw dangling(context, "cluster");
    }
    String user = context.text("user");
    if (!user.isEmpty() && !users.containsKey(user)) {
      throw dangling(context, "user");
    }
    return new Chosen(context, cluster, Optional.ofNullable(users.get(user)));
  }

  private RotationFailed dangling(NamedPart context, String part) {
    String name = context.text(part);
    return invalid(
        where(),
        name.isEmpty()
            ? "its context %s names no %s; %s".formatted(context.name(), part, available())
            : "its context %s names the %s %s, which is not there; %s"
                .formatted(context.name(), part, name, available()),
        "Choose another context with --context, or mend this one.");
  }

  private String available() {
    return contexts.isEmpty()
        ? "it has no contexts at all"
        : "its contexts are: " + String.join(", ", contexts.keySet());
  }

  private String where() {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  static RotationFailed invalid(String where, String why) {
    return invalid(
        where, why, "Name another file with --kubeconfig or KUBECONFIG, or mend this one.");
  }

  static RotationFailed invalid(String where, String why, String next) {
    return new Failure(Reason.KUBECONFIG_INVALID, "The kubeconfig cannot be used", where, why, next)
        .thrown();
  }
}
