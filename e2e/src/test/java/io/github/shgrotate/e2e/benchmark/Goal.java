package io.github.shgrotate.e2e.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a rotation may cost at most, as was fixed before it was measured.
enum Goal {
  WALL(
      "wall time, of Azure CLI and kubectl's",
      0.125,
      "Java itself: starting it and shaking hands with three hosts is most of the time."),
  CPU(
      "CPU time, of Azure CLI and kubectl's",
      0.2,
      "Java itself: starting it and shaking hands with three hosts is most of the time."),
  MEMORY(
      "peak memory, of the largest process of Azure CLI and kubectl",
      0.7,
      "Java's heap, its code and the ahead-of-time cache, which is read into memory."),
  FLOOR(
      "wall time, of bare Java's",
      1.5,
      "reading options and kubeconfig, msal4j, fabric8 and two events, which bare Java does"
          + " without."),
  REQUESTS(
      "requests",
      9,
      "the Kubernetes events, one for what was stored and one for what was restarted."),
  IMAGE("image, uncompressed, MB", 100, "the ahead-of-time cache and the virtual machine.");

  private final String title;
  private final double limit;
  private final String heldBackBy;

  Goal(String title, double limit, String heldBackBy) {
    this.title = title;
    this.limit = limit;
    this.heldBackBy = heldBackBy;
  }

  String title() {
    return title;
  }

  double limit() {
    return limit;
  }

  /// Why it is missed, where it is.
  String heldBackBy() {
    return heldBackBy;
  }

  /// What it came to; empty when it was not measured.
  Optional<Spread> found(Results results) {
    Rounds warm = results.warm();
    return switch (this) {
      case WALL -> Optional.of(warm.share(Contender.SCRIPT, Cost::wallMillis));
      case CPU -> Optional.of(warm.share(Contender.SCRIPT, Cost::cpuMillis));
      case MEMORY -> Optional.of(warm.share(Contender.SCRIPT, Cost::peakMib));
      case FLOOR -> Optional.of(warm.share(Contender.FLOOR, Cost::wallMillis));
      case REQUESTS -> Optional.of(warm.spread(Contender.ROTATOR, cost -> cost.requests().all()));
      case IMAGE -> of(results.imageMb());
    };
  }

  private static Optional<Spread> of(OptionalDouble value) {
    return value.isPresent()
        ? Optional.of(Spread.of(List.of(value.getAsDouble())))
        : Optional.empty();
  }

  /// By the median.
  Verdict verdict(Results results) {
    return found(results)
        .map(spread -> spread.median() <= limit ? Verdict.MET : Verdict.MISSED)
        .orElse(Verdict.NOT_MEASURED);
  }

  enum Verdict {
    MET("met"),
    MISSED("**missed**"),
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
