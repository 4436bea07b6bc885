package io.github.shgrotate.status;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The lives of all tokens on one axis of days.
///
/// @param from where the axis begins
/// @param to where it ends
/// @param now the moment of the report
/// @param days where to write dates: midnights of UTC, evenly spread, today among them
/// @param rows the gateways that have a token whose life is known, in the order of the report
public record Timeline(Instant from, Instant to, Instant now, List<Instant> days, List<Row> rows) {
  /// No token lives longer, so nothing beyond is worth the room.
  private static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration MARGIN = Duration.ofDays(1);
  private static final int MOST_DATES = 8;
  private static final int[] STEPS = {1, 2, 5, 7, 10, 14};

  /// A gateway with its token's life.
  ///
  /// @param startIsKnown whether it is recorded when the token was issued; if not, the life begins
  ///   as early as it can have
  /// @param stretches without gaps, in order, cut where the axis ends
  public record Row(GatewayStatus gateway, boolean startIsKnown, List<Stretch> stretches) {
    public Row {
      stretches = List.copyOf(stretches);
    }
  }

  /// What may be said of a token meanwhile.
  public record Stretch(Phase phase, Instant from, Instant to) {}

  public enum Phase {
    GOOD,
    RENEWAL_DUE,
    AZURE_WARNS,
    /// Drawn up to now.
    ENDED
  }

  public Timeline {
    days = List.copyOf(days);
    rows = List.copyOf(rows);
  }

  public static Timeline of(StatusReport report) {
    Instant now = report.at();
    Instant from = now;
    Instant to = now;
    for (GatewayStatus gateway : report.gateways()) {
      if (gateway.life().isPresent()) {
        TokenLife life = gateway.life().get();
        from = earlier(from, start(life));
        to = later(to, life.ends());
      }
    }
    from = later(from, now.minus(LONGEST)).minus(MARGIN);
    to = earlier(to, now.plus(LONGEST)).plus(MARGIN);
    List<Row> rows = new ArrayList<>();
    for (GatewayStatus gateway : report.gateways()) {
      if (gateway.life().isPresent()) {
        TokenLife life = gateway.life().get();
        rows.add(new Row(gateway, life.issuedAt().isPresent(), stretches(life, now, from, to)));
      }
    }
    return new Timeline(from, to, now, days(from, to, now), rows);
  }

  /// Where that moment is on the axis: 0 at its beginning, 1 at its end.
  public double position(Instant moment) {
    double length = Duration.between(from, to).toSeconds();
    double place = Duration.between(from, moment).toSeconds() / length;
    return Math.clamp(place, 0, 1);
  }

  private static Instant start(TokenLife life) {
    return life.issuedAt().orElse(life.ends().minus(LONGEST));
  }

  private static List<Stretch> stretches(TokenLife life, Instant now, Instant from, Instant to) {
    List<Stretch> all = new ArrayList<>();
    Instant warned = life.azureWarns();
    // Who renews late may never see the second one.
    Instant due = earlier(life.renewalDue(), warned);
    add(all, Phase.GOOD, start(life), due, from, to);
    add(all, Phase.RENEWAL_DUE, later(due, start(life)), warned, from, to);
    add(all, Phase.AZURE_WARNS, later(warned, start(life)), life.ends(), from, to);
    add(all, Phase.ENDED, life.ends(), now, from, to);
    return all;
  }

  private static void add(
      List<Stretch> all, Phase phase, Instant begin, Instant end, Instant from, Instant to) {
    Instant first = later(begin, from);
    Instant last = earlier(end, to);
    if (first.isBefore(last)) {
      all.add(new Stretch(phase, first, last));
    }
  }

  private static List<Instant> days(Instant from, Instant to, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    long length = Duration.between(from, to).toDays();
    int step = STEPS[STEPS.length - 1];
    for (int candidate : STEPS) {
      if (length / candidate <= MOST_DATES) {
        step = candidate;
        break;
      }
    }
    LocalDate first = today;
    while (!midnight(first.minusDays(step)).isBefore(from)) {
      first = first.minusDays(step);
    }
    List<Instant> days = new ArrayList<>();
    for (LocalDate day = first; !midnight(day).isAfter(to); day = day.plusDays(step)) {
      if (!midnight(day).isBefore(from)) {
        days.add(midnight(day));
      }
    }
    return days;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
