package io.github.shgrotate.simulation.year;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The terms under which everything is promised: nothing keeps runs away for longer than the
/// renewal margin allows.
final class Margin {
  /// In so much time between two troubles there is one run that nothing stands in the way of.
  private static final Duration A_RUN = Duration.ofHours(26);

  /// For the last run before the trouble, which may have found that nothing was due yet; for the
  /// last day of a token, on which nobody goes back to it; and for one [Happening.RunMeets] that
  /// has waited for a run that renews.
  private static final Duration TO_SPARE = Duration.ofDays(3);

  private record Span(Duration from, Duration until) {}

  private Margin() {}

  /// Whether no trouble outlasts the margin of any gateway.
  static boolean isKept(List<Site> fleet, List<Happening> happenings) {
    return fleet.stream()
        .allMatch(
            site -> longest(spans(site, happenings)).compareTo(site.margin().minus(TO_SPARE)) <= 0);
  }

  private static List<Span> spans(Site site, List<Happening> happenings) {
    List<Span> spans = new ArrayList<>();
    for (Happening happening : happenings) {
      if (happening instanceof Happening.Local local && !local.site().equals(site.name())) {
        continue;
      }
      switch (happening) {
        case Happening.Lasting it -> spans.add(new Span(it.at(), it.until()));
        case Happening.RunMeets it -> spans.add(new Span(it.at(), it.at().plus(Calendar.DAY)));
        default -> {}
      }
    }
    spans.sort(Comparator.comparing(Span::from));
    return spans;
  }

  /// The longest time in which runs may have been kept away again and again.
  private static Duration longest(List<Span> spans) {
    Duration longest = Duration.ZERO;
    Duration from = Duration.ZERO;
    Duration until = Duration.ZERO;
    for (Span span : spans) {
      if (span.from().compareTo(until.plus(A_RUN)) > 0) {
        from = span.from();
      }
      until = until.compareTo(span.until()) > 0 ? until : span.until();
      Duration length = until.minus(from);
      longest = longest.compareTo(length) > 0 ? longest : length;
    }
    return longest;
  }
}
