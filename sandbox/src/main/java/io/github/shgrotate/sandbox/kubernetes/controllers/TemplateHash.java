package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.nio.charset.StandardCharsets;

/// A short name for the content of a pod template, in the letters Kubernetes uses for it.
final class TemplateHash {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int LENGTH = 10;

  private TemplateHash() {}

  static String of(JsonNode template) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : Trees.sorted(bare(template)).toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt((int) Long.remainderUnsigned(hash, LETTERS.length())));
      hash = Long.divideUnsigned(hash, LETTERS.length());
    }
    return text.toString();
  }

  /// The template without the label that the hash itself is kept in.
  static JsonNode bare(JsonNode template) {
    JsonNode copy = template.deepCopy();
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove("pod-template-hash");
    }
    return copy;
  }
}
