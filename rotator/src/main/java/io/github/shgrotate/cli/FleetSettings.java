package io.github.shgrotate.cli;

import java.util.List;

/// Everything that the rotations of a file were asked to be, checked.
///
/// @param all in the order of the file
/// @param atATime how many are under way at a time
record FleetSettings(
    Access access, List<Wanted> all, int atATime, boolean dryRun, Formats formats) {
  FleetSettings {
    all = List.copyOf(all);
  }

  Settings of(Wanted one) {
    return new Settings(one.request(), access, one.rolloutTimeout(), dryRun, formats);
  }
}
