package io.github.shgrotate.simulation.command;

import io.github.shgrotate.simulation.crash.CrashCase;
import io.github.shgrotate.simulation.year.Happening;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `bin/simulate` was asked for.
sealed interface Order {
  /// Years of trouble.
  ///
  /// @param only the numbers of the happenings that are left; empty: all
  /// @param tell whether everything that happened is printed
  record Years(long first, long seeds, int days, Optional<List<Integer>> only, boolean tell)
      implements Order {}

  /// One crash case again.
  record Case(CrashCase which, boolean tell) implements Order {}

  /// The year of a policy.
  record Policy(Path file, int days, List<Happening> outages) implements Order {
    public Policy {
      outages = List.copyOf(outages);
    }
  }

  record Help() implements Order {}

  /// Nothing that can be done.
  record Wrong(String why) implements Order {}
}
