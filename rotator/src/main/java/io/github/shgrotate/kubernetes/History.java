package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.PastRotation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a workload's last rotations are written as an annotation: a line for each, the newest last,
/// `time key token-id expires-at result`.
final class History {
  private static final int LONGEST = 10;

  private History() {}

  static List<PastRotation> of(JsonNode metadata) {
    return Json.text(metadata.path("annotations"), Annotations.HISTORY).stream()
        .flatMap(String::lines)
        .flatMap(line -> rotation(line).stream())
        .toList();
  }

  /// The history with one more rotation.
  static String with(List<PastRotation> past, PastRotation next) {
    List<PastRotation> all = new ArrayList<>(past);
    all.add(next);
    return text(all);
  }

  /// The history with another result of the last rotation.
  static String with(List<PastRotation> past, PastRotation.Result result) {
    List<PastRotation> all = new ArrayList<>(past);
    all.add(all.removeLast().with(result));
    return text(all);
  }

  private static String text(List<PastRotation> all) {
    return all.stream()
        .skip(Math.max(0, all.size() - LONGEST))
        .map(
            rotation ->
                "%s %s %s %s %s"
                    .formatted(
                        rotation.at(),
                        rotation.key().map(KeySlot::wireName).orElse("-"),
                        rotation.token(),
                        rotation.expiresAt(),
                        rotation.result().word()))
        .collect(Collectors.joining("\n"));
  }

  // A line that somebody has spoilt is left out.
  private static Optional<PastRotation> rotation(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 5) {
      return Optional.empty();
    }
    for (PastRotation.Result result : PastRotation.Result.values()) {
      if (result.word().equals(words[4])) {
        try {
          return Optional.of(
              new PastRotation(
                  Instant.parse(words[0]),
                  KeySlot.of(words[1]),
                  new Fingerprint(words[2]),
                  Instant.parse(words[3]),
                  result));
        } catch (DateTimeException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
