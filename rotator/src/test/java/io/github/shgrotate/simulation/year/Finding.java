package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.judges.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A story that broke a promise, and how.
///
/// @param kept the numbers of its happenings in the story that it was made from
public record Finding(Story whole, List<Integer> kept, Violation violation) {
  public Finding {
    kept = List.copyOf(kept);
  }

  public Story story() {
    return whole.only(kept);
  }

  /// What was broken, the story, and how to play it again.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed %d, %s: %s: %s"
            .formatted(
                whole.seed(),
                Calendar.day(violation.at()),
                violation.invariant(),
                violation.how()));
    lines.add(
        "the shortest story (%d of %d happenings):"
            .formatted(kept.size(), whole.happenings().size()));
    story().lines().forEach(line -> lines.add("  " + line));
    lines.add("again: " + command());
    return lines;
  }

  private String command() {
    return "bin/simulate --first-seed %d --days %d --only %s"
        .formatted(
            whole.seed(),
            whole.days(),
            kept.isEmpty()
                ? "none"
                : kept.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
