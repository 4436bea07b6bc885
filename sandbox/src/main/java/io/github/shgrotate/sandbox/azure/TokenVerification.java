package io.github.shgrotate.sandbox.azure;

import io.github.shgrotate.sandbox.azure.TokenVerdict.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Verifies gateway tokens with the keys that the gateways have now.
final class TokenVerification {
  private static final String WORD = "GatewayKey ";

  private final Resources resources;
  private final Clock clock;
  private final Duration linger;

  TokenVerification(Resources resources, Clock clock, Duration linger) {
    this.resources = resources;
    this.clock = clock;
    this.linger = linger;
  }

  TokenVerdict verify(String text) {
    // Whether the real service takes a token without the word is not known: this one does not.
    Optional<GatewayToken> parsed =
        Optional.of(text)
            .filter(whole -> whole.startsWith(WORD))
            .flatMap(whole -> GatewayToken.parse(whole.substring(WORD.length())));
    if (parsed.isEmpty()) {
      return refused(Reason.MALFORMED, "This is not a gateway token.");
    }
    GatewayToken token = parsed.get();
    List<Gateway> gateways =
        resources.gatewaysNamed(token.gatewayId()).stream()
            .filter(gateway -> gateway.id().equals(token.gatewayId()))
            .toList();
    if (gateways.isEmpty()) {
      return refused(Reason.UNKNOWN_GATEWAY, "There is no gateway '" + token.gatewayId() + "'.");
    }
    // Gateways of several services may share an id: the signature tells whose token it is.
    for (Gateway gateway : gateways) {
      Optional<KeySlot> signer = signer(gateway.keys(), token);
      if (signer.isPresent()) {
        return clock.instant().isBefore(token.expiry())
            ? new TokenVerdict.Accepted(gateway, signer.get(), token.expiry())
            : refused(Reason.EXPIRED, "The token expired at " + token.expiry() + ".");
      }
    }
    return gateways.stream().anyMatch(gateway -> gateway.keys().retired(token).isPresent())
        ? refused(Reason.KEY_REGENERATED, "The key that signed the token has been regenerated.")
        : refused(Reason.WRONG_SIGNATURE, "The signature is not of this gateway's keys.");
  }

  private Optional<KeySlot> signer(GatewayKeys keys, GatewayToken token) {
    Instant now = clock.instant();
    return keys.signerOf(token)
        .or(
            () ->
                keys.retired(token)
                    .filter(at -> now.isBefore(at.plus(linger)))
                    .flatMap(_ -> keys.retiredSlot(token)));
  }

  private static TokenVerdict refused(Reason reason, String sentence) {
    return new TokenVerdict.Refused(reason, sentence);
  }
}
