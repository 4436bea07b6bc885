package io.github.shgrotate.simulation.command;

import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.simulation.judges.Evidence;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.year.Calendar;
import io.github.shgrotate.simulation.year.Year;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one gateway's year came to, read from the chronicle of the world.
///
/// @param moments in the order of time
/// @param leastLeft the least that was left of the stored token; negative when it had ended
/// @param warned how long less than 7 days were left, when Azure warns
/// @param without how long the Secret held a token that had ended
/// @param exposed whether a pod was ready with a token that Azure refused
/// @param tokens how many were issued
/// @param restarts how often a workload was restarted
record Forecast(
    List<Moment> moments,
    Duration leastLeft,
    Duration warned,
    Duration without,
    boolean exposed,
    int tokens,
    int restarts) {
  private static final Duration WARNING = Duration.ofDays(7);

  Forecast {
    moments = List.copyOf(moments);
  }

  /// Something to be told.
  record Moment(Instant at, String what) {}

  /// A token in the Secret, from when until when.
  private record Stored(Azure.Issued token, Instant from, Instant until) {
    Duration leftAtLast() {
      return Duration.between(until, token.expiry());
    }

    /// How long less than that was left.
    Duration shorterThan(Duration left) {
      Instant since = token.expiry().minus(left);
      Duration length = Duration.between(since.isAfter(from) ? since : from, until);
      return length.isNegative() ? Duration.ZERO : length;
    }
  }

  boolean isFine() {
    return without.isZero() && !exposed && tokens > 0;
  }

  /// @param outcome of a story with a single gateway
  static Forecast of(Year.Outcome outcome) {
    Evidence evidence = outcome.evidence().getFirst();
    List<Stored> stored = stored(evidence);
    List<Moment> moments = new ArrayList<>();
    moments.addAll(runs(evidence));
    moments.addAll(ends(stored));
    evidence.chronicle().stream()
        .filter(Entry.Noted.class::isInstance)
        .map(entry -> new Moment(entry.at(), ((Entry.Noted) entry).what()))
        .forEach(moments::add);
    moments.sort(Comparator.comparing(Moment::at));
    return new Forecast(
        moments,
        stored.stream().map(Stored::leftAtLast).min(Duration::compareTo).orElse(Duration.ZERO),
        sum(stored, WARNING),
        sum(stored, Duration.ZERO),
        Invariant.violations(evidence).stream()
            .anyMatch(it -> it.invariant() == Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN),
        stored.size(),
        (int) of(evidence, Entry.TemplateWritten.class).filter(it -> it.by().isRun()).count());
  }

  private static <T extends Entry> Stream<T> of(Evidence evidence, Class<T> kind) {
    return evidence.entries().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Duration sum(List<Stored> stored, Duration left) {
    return stored.stream().map(it -> it.shorterThan(left)).reduce(Duration.ZERO, Duration::plus);
  }

  private static List<Stored> stored(Evidence evidence) {
    List<Stored> all = new ArrayList<>();
    Optional<Azure.Issued> last = Optional.empty();
    Instant since = Instant.MIN;
    for (Entry.SecretWritten write : of(evidence, Entry.SecretWritten.class).toList()) {
      Optional<Azure.Issued> now = evidence.tokenIn(write.after());
      if (!now.equals(last)) {
        Instant from = since;
        last.ifPresent(token -> all.add(new Stored(token, from, write.at())));
        last = now;
        since = write.at();
      }
    }
    Instant from = since;
    last.ifPresent(token -> all.add(new Stored(token, from, evidence.end())));
    return all;
  }

  private static List<Moment> ends(List<Stored> stored) {
    return stored.stream()
        .filter(it -> it.leftAtLast().isNegative())
        .map(
            it ->
                new Moment(
                    it.token().expiry(),
                    "THE TOKEN ENDS: pods that restart now serve nothing, until there is another"))
        .toList();
  }

  /// One line for a run that did something, and one for all runs in a row that failed alike.
  private static List<Moment> runs(Evidence evidence) {
    List<Moment> moments = new ArrayList<>();
    List<String> deeds = new ArrayList<>();
    Optional<Azure.Issued> token = Optional.empty();
    String failing = "";
    int failed = 0;
    Instant since = Instant.MIN;
    for (Entry entry : evidence.entries()) {
      switch (entry) {
        case Entry.SecretWritten it when it.by().isRun() -> {
          Optional<Azure.Issued> now = evidence.tokenIn(it.after());
          if (!now.equals(token)) {
            deeds.add(renewed(token, now, it.at()));
          }
          token = now;
        }
        case Entry.TemplateWritten it when it.by().isRun() ->
            deeds.add("restarts " + it.workload());
        case Entry.KeyRegenerated it ->
            deeds.add("makes the %s key anew".formatted(it.slot().word()));
        case Entry.RunEnded it -> {
          String reason = it.told().ending() == Told.Ending.CONVERGED ? "" : it.told().reason();
          if (!reason.equals(failing)) {
            add(moments, since, failing, failed);
            failing = reason;
            failed = 0;
            since = it.at();
          }
          failed++;
          if (!deeds.isEmpty()) {
            moments.add(new Moment(it.at(), String.join(", ", deeds)));
            deeds.clear();
          }
        }
        default -> {}
      }
    }
    add(moments, since, failing, failed);
    return moments;
  }

  private static void add(List<Moment> moments, Instant since, String reason, int runs) {
    if (!reason.isEmpty()) {
      moments.add(
          new Moment(
              since,
              runs == 1
                  ? "the run fails: " + reason
                  : "%d runs fail, a day apart: %s".formatted(runs, reason)));
    }
  }

  private static String renewed(
      Optional<Azure.Issued> former, Optional<Azure.Issued> now, Instant at) {
    String token =
        now.map(
                it ->
                    "%s key, good until %s".formatted(it.slot().word(), Calendar.day(it.expiry())))
            .orElse("");
    return former
        .map(
            it ->
                "renews %s (%s)"
                    .formatted(
                        it.expiry().isAfter(at)
                            ? "with %s left".formatted(left(at, it))
                            : "TOO LATE by %s".formatted(left(at, it)),
                        token))
        .orElse("first token (%s)".formatted(token));
  }

  private static String left(Instant at, Azure.Issued token) {
    return Words.duration(Duration.between(at, token.expiry()));
  }
}
