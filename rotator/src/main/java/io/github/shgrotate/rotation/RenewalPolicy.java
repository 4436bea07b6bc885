package io.github.shgrotate.rotation;

import java.time.Duration;
import java.util.Optional;

/// When a token is renewed, and what the new one is like.
///
/// @param key which key signs it
/// @param lifetime how long it shall be good
/// @param renewBefore renew when less than this is left; empty: at every run, as the script does
public record RenewalPolicy(KeyPolicy key, Duration lifetime, Optional<Duration> renewBefore) {
  /// What Azure allows at most (REST reference of generateToken).
  public static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

  /// A day less than Azure allows: whether exactly 30 days pass when clocks differ is not
  /// documented.
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(29);
}
