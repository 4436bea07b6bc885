package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.judges.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the shortest story that still breaks the same promise: leaves happenings out, many at a
/// time first and one by one in the end (Zeller's delta debugging, with complements only).
public final class Shrinking {
  private final Story whole;
  private final Rotator rotator;
  private final Invariant broken;

  private Shrinking(Story whole, Rotator rotator, Invariant broken) {
    this.whole = whole;
    this.rotator = rotator;
    this.broken = broken;
  }

  /// Shrinks a story that breaks a promise.
  ///
  /// @param first what was broken first in the whole story
  public static Finding shrink(Story whole, Rotator rotator, Violation first) {
    Shrinking shrinking = new Shrinking(whole, rotator, first.invariant());
    List<Integer> all = IntStream.rangeClosed(1, whole.happenings().size()).boxed().toList();
    return shrinking.shrink(new Finding(whole, all, first));
  }

  private Finding shrink(Finding from) {
    Finding best = withoutWhatCameLater(from);
    int size = Math.max(1, best.kept().size() / 2);
    while (true) {
      boolean shorter = false;
      for (int begin = 0; begin < best.kept().size(); ) {
        Optional<Finding> found = tried(without(best.kept(), begin, size), best);
        if (found.isPresent()) {
          best = found.get();
          shorter = true;
        } else {
          begin += size;
        }
      }
      if (size == 1 && !shorter) {
        return best;
      }
      size = Math.max(1, size / 2);
    }
  }

  private Finding withoutWhatCameLater(Finding from) {
    List<Integer> earlier =
        from.kept().stream()
            .filter(
                number ->
                    !Calendar.at(whole.happenings().get(number - 1).at())
                        .isAfter(from.violation().at()))
            .toList();
    return tried(earlier, from).orElse(from);
  }

  private static List<Integer> without(List<Integer> kept, int begin, int size) {
    List<Integer> fewer = new ArrayList<>(kept);
    fewer.subList(begin, Math.min(kept.size(), begin + size)).clear();
    return fewer;
  }

  /// Plays it as long as it took until now and some days more, no longer: most of a year is saved.
  private Optional<Finding> tried(List<Integer> kept, Finding best) {
    return Year.play(
            whole.only(kept), rotator, best.violation().at().plus(Calendar.DAY.multipliedBy(2)))
        .violations()
        .stream()
        .filter(violation -> violation.invariant() == broken)
        .findFirst()
        .map(violation -> new Finding(whole, kept, violation));
  }
}
