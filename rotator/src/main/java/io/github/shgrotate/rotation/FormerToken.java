package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Optional;

/// The token before the stored one, as the record beside the stored one tells it. Its text is kept
/// nowhere: the same key and expiry make Azure sign the very same text again, and the fingerprint
/// shows that it is the same.
///
/// @param key the key that signed it, where that was recorded
public record FormerToken(Fingerprint fingerprint, Optional<KeySlot> key, Instant expiresAt) {}
