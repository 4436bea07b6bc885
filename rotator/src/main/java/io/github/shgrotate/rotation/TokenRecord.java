package io.github.shgrotate.rotation;

import java.time.Instant;

/// What is stored beside a token, in the same write.
///
/// @param dataKey the Secret's data key for the token
/// @param gateway the gateway it is for
/// @param key the key that signed it
/// @param token what the token says of itself
/// @param issuedAt Azure's time of issue
public record TokenRecord(
    String dataKey, Gateway gateway, KeySlot key, TokenFacts token, Instant issuedAt) {}
