package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// What a container runs: its `command` in place of the image's entry point, its `args` after it,
/// with `$(NAME)` replaced in both.
final class CommandLine {
  private CommandLine() {}

  static List<String> of(List<String> entryPoint, ContainerRuntime.ContainerStart start) {
    List<String> own = texts(start.container().path("command"), start);
    List<String> line = new ArrayList<>(own.isEmpty() ? entryPoint : own);
    line.addAll(texts(start.container().path("args"), start));
    return line;
  }

  private static List<String> texts(JsonNode list, ContainerRuntime.ContainerStart start) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .map(text -> EnvironmentResolution.expand(text, start.environment().variables()))
        .map(start.volumes()::translated)
        .toList();
  }
}
