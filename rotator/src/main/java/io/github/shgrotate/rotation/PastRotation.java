package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A rotation of a workload as its history tells it: a token outlives the logs of the run that
/// brought it.
///
/// @param at when the workload was restarted, by Azure's clock
/// @param key the key that signed the token, where that is known
public record PastRotation(
    Instant at, Optional<KeySlot> key, Fingerprint token, Instant expiresAt, Result result) {
  /// What came of it.
  public enum Result {
    /// Its pods were to be replaced, and nobody has looked since.
    RESTARTED,
    /// Its controller says that the pods were replaced; they could not be asked.
    ROLLED_OUT,
    /// Every pod was found to run on the token.
    PROVEN,
    /// The pods did not come up, and the former token came back.
    PUT_BACK;

    /// The word in the history.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// The same with another result.
  public PastRotation with(Result now) {
    return new PastRotation(at, key, token, expiresAt, now);
  }
}
