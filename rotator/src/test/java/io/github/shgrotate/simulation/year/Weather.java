package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Fault;
import io.github.shgrotate.simulation.Line;
import io.github.shgrotate.simulation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands in the way of every run just now.
final class Weather implements Line.Outages {
  private final Map<Happening.Whom, Integer> away = new EnumMap<>(Happening.Whom.class);
  private final List<Happening.Throttled> throttled = new ArrayList<>();
  private final List<Happening.Unreliable> unreliable = new ArrayList<>();
  private Duration clockAhead = Duration.ZERO;
  private long requests;

  void begins(Happening.Away outage) {
    away.merge(outage.whom(), 1, Integer::sum);
  }

  void ends(Happening.Away outage) {
    away.merge(outage.whom(), -1, Integer::sum);
  }

  void begins(Happening.Throttled it) {
    throttled.add(it);
  }

  void ends(Happening.Throttled it) {
    throttled.remove(it);
  }

  void begins(Happening.Unreliable it) {
    unreliable.add(it);
  }

  void ends(Happening.Unreliable it) {
    unreliable.remove(it);
  }

  boolean isAway(Happening.Whom whom) {
    return away.getOrDefault(whom, 0) > 0;
  }

  void clockAhead(Duration ahead) {
    clockAhead = ahead;
  }

  Duration clockAhead() {
    return clockAhead;
  }

  @Override
  public Optional<Fault> now(Side side, int attempt) {
    boolean isAzure = side == Side.ENTRA || side == Side.ARM;
    boolean gone =
        switch (side) {
          case ENTRA -> isAway(Happening.Whom.AZURE) || isAway(Happening.Whom.ENTRA);
          case ARM -> isAway(Happening.Whom.AZURE) || isAway(Happening.Whom.ARM);
          case KUBERNETES -> isAway(Happening.Whom.KUBERNETES);
          case GATEWAY -> false;
        };
    if (gone) {
      return Optional.of(isAzure ? Fault.REFUSED_503 : Fault.LOST_BEFORE);
    }
    if (isAzure && throttled.stream().anyMatch(it -> attempt <= it.attempts())) {
      return Optional.of(Fault.REFUSED_429);
    }
    requests++;
    return unreliable.stream()
        .filter(it -> requests % it.every() == 0)
        .findFirst()
        .map(Happening.Unreliable::fault);
  }
}
