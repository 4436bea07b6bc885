package io.github.shgrotate.e2e.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What a rotation may cost at most, as was fixed before it was measured.
enum Goal {
  WALL("wall time, of Azure CLI and kubectl's", 0.125),
  CPU("CPU time, of Azure CLI and kubectl's", 0.2),
  MEMORY("peak memory, of the largest process of Azure CLI and kubectl", 0.7),
  FLOOR("wall time, of bare Java's", 1.5),
  REQUESTS("requests", 9),
  IMAGE("image, uncompressed, MB", 100);

  private final String title;
  private final double limit;

  Goal(String title, double limit) {
    this.title = title;
    this.limit = limit;
  }

  String title() {
    return title;
  }

  double limit() {
    return limit;
  }

  /// Why it is missed, where it is.
  String heldBackBy(Results results) {
    return switch (this) {
      case WALL -> heldBackByTheScript(results, "3680 ms", Cost::wallMillis);
      case CPU -> heldBackByTheScript(results, "3670 ms", Cost::cpuMillis);
      case MEMORY -> heldBackByTheScript(results, "137 MiB", Cost::peakMib);
      case FLOOR ->
          "reading options and kubeconfig, msal4j and fabric8, Java's own list of trusted roots and"
              + " two Kubernetes events, all of which bare Java does without.";
      case REQUESTS -> "the Kubernetes events: what was stored, and what was restarted.";
      case IMAGE -> "the virtual machine and the ahead-of-time cache, which are most of it.";
    };
  }

  /// The goals beside it were set when it cost more, so it is told what Java itself comes to.
  private static String heldBackByTheScript(
      Results results, String then, ToDoubleFunction<Cost> what) {
    Rounds warm = results.warm();
    return ("the goal was set beside Azure CLI 2.45 with kubectl 1.32, which came to %s; here it is"
            + " %.0f. Bare Java is at %s of that.")
        .formatted(
            then,
            warm.spread(Contender.SCRIPT, what).median(),
            PerformancePage.number(warm.share(Contender.FLOOR, Contender.SCRIPT, what).median()));
  }

  /// What it came to; empty when it was not measured.
  Optional<Spread> found(Results results) {
    Rounds warm = results.warm();
    return switch (this) {
      case WALL -> Optional.of(warm.share(Contender.ROTATOR, Contender.SCRIPT, Cost::wallMillis));
      case CPU -> Optional.of(warm.share(Contender.ROTATOR, Contender.SCRIPT, Cost::cpuMillis));
      case MEMORY -> Optional.of(warm.share(Contender.ROTATOR, Contender.SCRIPT, Cost::peakMib));
      case FLOOR -> Optional.of(warm.share(Contender.ROTATOR, Contender.FLOOR, Cost::wallMillis));
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
