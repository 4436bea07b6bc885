package io.github.shgrotate.e2e.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What one run over so many gateways took.
///
/// @param peakKib of the rotator's process
/// @param requests to Azure and Kubernetes, by kind
/// @param refused how many of them ARM refused with 429
/// @param outOfTurn how many gateways at most were given a token before one whose former token
///   ended sooner
/// @param mostRolling how many were restarted and not yet proven, at most, at one moment
/// @param wrong what is not as it should be, seen from outside
record ScaleResult(
    int gateways,
    Duration wall,
    Duration cpu,
    Duration cpuOfSandbox,
    long peakKib,
    Map<String, Long> requests,
    int refused,
    int outOfTurn,
    int mostRolling,
    List<String> wrong) {
  static final String HEADER =
      """
      | gateways | seconds | least by ARM's buckets | ratio | CPU s | CPU ms each | sandbox CPU s | peak MiB | 429 | out of turn | rolling at once |
      |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  /// One row of the table.
  String row() {
    double least = ArmBuckets.leastSeconds(gateways);
    double seconds = seconds(wall);
    return "| %d | %.1f | %.1f | %s | %.1f | %.0f | %.1f | %d | %d | %d | %d |\n"
        .formatted(
            gateways,
            seconds,
            least,
            least == 0 ? "" : String.format(Locale.ROOT, "%.2f", seconds / least),
            seconds(cpu),
            seconds(cpu) * 1000 / gateways,
            seconds(cpuOfSandbox),
            peakKib / 1024,
            refused,
            outOfTurn,
            mostRolling);
  }

  /// Which requests were made, in a sentence.
  String requestsInWords() {
    return "Requests for %d: %s.\n"
        .formatted(
            gateways,
            requests.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
