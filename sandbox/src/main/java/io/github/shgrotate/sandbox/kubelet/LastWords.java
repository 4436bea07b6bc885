package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The message that a container leaves in its pod's status when it ends.
final class LastWords {
  private static final int FROM_FILE = 4096;
  private static final int FROM_LOG = 2048;
  private static final int LINES = 80;

  private LastWords() {}

  /// @param written what is in the file for it
  /// @param log all of the container's log, of which the end is taken where the policy says so
  static String of(JsonNode container, int exitCode, String written, String log) {
    boolean fallback =
        container.path("terminationMessagePolicy").asText().equals("FallbackToLogsOnError");
    if (!written.isEmpty() || !fallback || exitCode == 0) {
      byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
      return new String(bytes, 0, Math.min(bytes.length, FROM_FILE), StandardCharsets.UTF_8);
    }
    List<String> lines = log.lines().toList();
    String end =
        String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
    byte[] bytes = end.getBytes(StandardCharsets.UTF_8);
    int begin = Math.max(0, bytes.length - FROM_LOG);
    return log.isEmpty()
        ? ""
        : new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
  }
}
