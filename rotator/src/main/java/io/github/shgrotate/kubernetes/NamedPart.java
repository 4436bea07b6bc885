package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/// A context, cluster or user of a kubeconfig, with the file it stands in: relative paths begin
/// there. A class and not a record: a user holds what signs in.
final class NamedPart {
  private final String name;
  private final JsonNode content;
  private final Path file;

  NamedPart(String name, JsonNode content, Path file) {
    this.name = name;
    this.content = content;
    this.file = file;
  }

  String name() {
    return name;
  }

  Path file() {
    return file;
  }

  JsonNode content() {
    return content;
  }

  /// The text in that field; empty when there is none.
  String text(String field) {
    return content.path(field).asText("");
  }

  /// The file named there, seen from the kubeconfig.
  Path path(String field) {
    return file.toAbsolutePath().resolveSibling(text(field)).normalize();
  }
}
