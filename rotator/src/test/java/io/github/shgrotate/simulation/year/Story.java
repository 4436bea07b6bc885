package io.github.shgrotate.simulation.year;

import java.util.ArrayList;
import java.util.List;

/// A fleet and all that befalls it: everything that a play depends on.
///
/// @param seed what it was made from
/// @param days how long it is
/// @param happenings in the order of time
public record Story(long seed, int days, List<Site> fleet, List<Happening> happenings) {
  public Story {
    fleet = List.copyOf(fleet);
    happenings = List.copyOf(happenings);
  }

  /// The same with fewer happenings.
  ///
  /// @param kept their numbers, from 1
  public Story only(List<Integer> kept) {
    for (int number : kept) {
      if (number < 1 || number > happenings.size()) {
        throw new IllegalArgumentException(
            "seed %d has happenings 1 to %d, no %d".formatted(seed, happenings.size(), number));
      }
    }
    return new Story(
        seed,
        days,
        fleet,
        kept.stream().sorted().distinct().map(number -> happenings.get(number - 1)).toList());
  }

  /// The fleet and what befalls it, a line each.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    fleet.forEach(site -> lines.add(site.toString()));
    happenings.forEach(it -> lines.add("%-13s %s".formatted(Calendar.day(it.at()), it.words())));
    return lines;
  }
}
