package io.github.shgrotate.rotation;

import java.time.Duration;
import java.util.Optional;

/// When a token is renewed, and what the new one is like.
///
/// @param key which key signs it
/// @param lifetime how long it shall be good
/// @param renewBefore renew when less than this is left; empty: at every run, as the script does
/// @param revokeOldKey regenerate the other key once every pod is proven on a token of the new one
public record RenewalPolicy(
    KeyPolicy key, Duration lifetime, Optional<Duration> renewBefore, boolean revokeOldKey) {
  /// A policy that revokes nothing.
  public RenewalPolicy(KeyPolicy key, Duration lifetime, Optional<Duration> renewBefore) {
    this(key, lifetime, renewBefore, false);
  }

  /// What Azure allows at most (REST reference of generateToken).
  public static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

  /// A day less than Azure allows: whether exactly 30 days pass when clocks differ is not
  /// documented.
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(29);
}
