package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Optional;

/// What is noted on the Secret beside a token, in the same write as the token: all that a later run
/// must know.
///
/// @param expiresAt the end of the token that was stored, as recorded
/// @param former what to go back to if the workloads do not come up
/// @param keyToRevoke the key that is to be regenerated once no pod runs on a token of it
public record SecretNotes(
    Optional<Instant> expiresAt, Optional<FormerToken> former, Optional<KeySlot> keyToRevoke) {
  /// Nothing was ever noted.
  public static final SecretNotes NONE =
      new SecretNotes(Optional.empty(), Optional.empty(), Optional.empty());
}
