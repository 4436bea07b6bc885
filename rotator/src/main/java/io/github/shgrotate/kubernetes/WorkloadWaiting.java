package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Waits for one workload to change: watching it where that is permitted, asking again where not.
final class WorkloadWaiting implements AutoCloseable {
  /// A server that works sends a bookmark about once a minute; a proxy may hold everything back.
  static final Duration SUSPICIOUS_SILENCE = Duration.ofSeconds(75);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration FIRST_ASKING = Duration.ofSeconds(2);

  /// A watch from here begins with the workload as it is now.
  private static final String NOW = "";

  private final ApiServer api;
  private final AppsWorkloads workloads;
  private final String namespace;
  private final WorkloadRef ref;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<String> notices;
  private final Duration suspiciousSilence;

  private Optional<WorkloadWatch> open = Optional.empty();

  /// The resourceVersion that the caller knows, and the one to watch from.
  private String told = "";

  private String position = "";
  private int breaks;
  private Duration silent = Duration.ZERO;
  private boolean watchIsForbidden;
  private Duration asking = FIRST_ASKING;

  /// How long the present step has waited: counts even if the clock does not.
  private Duration waited = Duration.ZERO;

  /// @param suspiciousSilence after so long without a sign the workload itself is asked
  WorkloadWaiting(
      ApiServer api,
      AppsWorkloads workloads,
      String namespace,
      WorkloadRef ref,
      Clock clock,
      Pause pause,
      Consumer<String> notices,
      Duration suspiciousSilence) {
    this.api = api;
    this.workloads = workloads;
    this.namespace = namespace;
    this.ref = ref;
    this.clock = clock;
    this.pause = pause;
    this.notices = notices;
    this.suspiciousSilence = suspiciousSilence;
  }

  WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
    beginAt(seen);
    Duration left = atMost;
    Optional<RotationFailed> unavailable = Optional.empty();
    while (left.isPositive() && !Thread.currentThread().isInterrupted()) {
      Instant before = clock.instant();
      waited = Duration.ZERO;
      try {
        Optional<WorkloadFacts> changed = watchIsForbidden ? askAgain(left) : hear(left);
        if (changed.isPresent()) {
          told = changed.get().resourceVersion();
          position = told;
          return changed.get();
        }
        unavailable = Optional.empty();
      } catch (RotationFailed e) {
        if (e.failure().reason() != Reason.KUBERNETES_UNAVAILABLE) {
          throw e;
        }
        // An API server may be restarted; while there is time, it may come back.
        unavailable = Optional.of(e);
      }
      left = left.minus(longer(waited, Duration.between(before, clock.instant())));
    }
    if (unavailable.isPresent()) {
      throw unavailable.get();
    }
    return seen;
  }

  /// Goes on with the open watch, unless the caller has meanwhile seen something else: what that
  /// watch told before would be old news.
  private void beginAt(WorkloadFacts seen) {
    if (!seen.resourceVersion().equals(told)) {
      close();
      told = seen.resourceVersion();
      position = told;
      breaks = 0;
    }
  }

  private Optional<WorkloadFacts> hear(Duration left) {
    WorkloadWatch watch = open.orElseGet(() -> WorkloadWatch.open(api, namespace, ref, position));
    open = Optional.of(watch);
    Duration slice = shorter(left, suspiciousSilence.minus(silent));
    WorkloadWatch.News news = watch.next(slice);
    position = watch.position();
    if (!(news instanceof WorkloadWatch.News.Silence)) {
      silent = Duration.ZERO;
    }
    return switch (news) {
      case WorkloadWatch.News.Changed changed -> {
        Optional<WorkloadFacts> different = differing(workloads.read(ref, changed.workload()));
        if (different.isPresent()) {
          breaks = 0;
        }
        yield different;
      }
      case WorkloadWatch.News.Deleted() -> {
        close();
        throw workloads.gone(ref);
      }
      case WorkloadWatch.News.Opened() -> Optional.empty();
      case WorkloadWatch.News.Alive() -> {
        breaks = 0;
        yield Optional.empty();
      }
      case WorkloadWatch.News.Silence() -> {
        waited = slice;
        silent = silent.plus(slice);
        yield silent.compareTo(suspiciousSilence) < 0 ? Optional.empty() : lookAnew();
      }
      case WorkloadWatch.News.Outdated() -> {
        close();
        // Nothing can be heard from there any more. Nor from the workload's own version, where it
        // has not changed for so long that the server has forgotten that one too.
        position = NOW;
        breaks++;
        restAfterBreak(left);
        yield lookAnew();
      }
      case WorkloadWatch.News.Forbidden() -> {
        close();
        watchIsForbidden = true;
        notices.accept(
            "asking every few seconds instead of watching, which needs "
                + WorkloadWatch.call(namespace, ref, told).permission());
        yield Optional.empty();
      }
      case WorkloadWatch.News.Broken _ -> {
        close();
        yield afterBreak(left);
      }
    };
  }

  /// The first time the server may just have ended the stream as agreed: go on at once.
  private Optional<WorkloadFacts> afterBreak(Duration left) {
    breaks++;
    if (breaks == 1) {
      return Optional.empty();
    }
    restAfterBreak(left);
    return lookAnew();
  }

  private void restAfterBreak(Duration left) {
    if (breaks > 1) {
      Duration wanted = Duration.ofSeconds(1L << Math.min(breaks - 2, 10));
      rest(shorter(shorter(wanted, LONGEST_PAUSE), left));
    }
  }

  private Optional<WorkloadFacts> lookAnew() {
    close();
    silent = Duration.ZERO;
    return differing(workloads.workload(ref));
  }

  private Optional<WorkloadFacts> askAgain(Duration left) {
    rest(shorter(asking, left));
    asking = shorter(asking.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
    Optional<WorkloadFacts> changed = differing(workloads.workload(ref));
    if (changed.isPresent()) {
      asking = FIRST_ASKING;
    }
    return changed;
  }

  private Optional<WorkloadFacts> differing(WorkloadFacts now) {
    return Optional.of(now).filter(facts -> !facts.resourceVersion().equals(told));
  }

  private void rest(Duration duration) {
    pause.pause(duration);
    waited = waited.plus(duration);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public void close() {
    open.ifPresent(WorkloadWatch::close);
    open = Optional.empty();
  }
}
