package io.github.shgrotate.azure;

import java.time.Duration;
import java.util.Optional;

/// What follows an attempt.
sealed interface Verdict {
  /// It is sent again.
  ///
  /// @param why what went wrong
  record Again(Duration after, String why) implements Verdict {}

  /// The answer stands, or asking again is of no use.
  record Final() implements Verdict {}

  /// Asking again would be of use, but the bounds are reached.
  ///
  /// @param note more on that; may be empty
  /// @param comeBackAfter when the other side wants to be asked again
  record GiveUp(String note, Optional<Duration> comeBackAfter) implements Verdict {}
}
