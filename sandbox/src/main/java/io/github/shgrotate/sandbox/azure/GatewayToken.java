package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A gateway token as Azure makes it: `{gatewayId}&{expiry to the minute, UTC}&{signature}`.
///
/// The signature is HMAC-SHA512 with the bytes of the key *string* over the gateway's id, a line
/// feed and the expiry. It is a credential, so it never shows itself.
final class GatewayToken {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:00.0000000'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String gatewayId;
  private final Instant expiry;
  private final String signature;

  private GatewayToken(String gatewayId, Instant expiry, String signature) {
    this.gatewayId = gatewayId;
    this.expiry = expiry;
    this.signature = signature;
  }

  static GatewayToken sign(String gatewayId, Instant expiry, String key) {
    Instant minute = expiry.truncatedTo(ChronoUnit.MINUTES);
    return new GatewayToken(gatewayId, minute, signature(gatewayId, minute, key));
  }

  /// Reads the part after `GatewayKey `; empty when it does not have the form to the letter.
  static Optional<GatewayToken> parse(String bare) {
    // From the right: a gateway's id might hold the separator, time and signature never do.
    int second = bare.lastIndexOf('&');
    int first = second < 0 ? -1 : bare.lastIndexOf('&', second - 1);
    if (first <= 0) {
      return Optional.empty();
    }
    try {
      LocalDateTime expiry = LocalDateTime.parse(bare.substring(first + 1, second), SHORT);
      String signature = bare.substring(second + 1);
      return Base64.getDecoder().decode(signature).length == 64
          ? Optional.of(
              new GatewayToken(
                  bare.substring(0, first), expiry.toInstant(ZoneOffset.UTC), signature))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String gatewayId() {
    return gatewayId;
  }

  Instant expiry() {
    return expiry;
  }

  boolean isSignedWith(String key) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.US_ASCII),
        signature(gatewayId, expiry, key).getBytes(StandardCharsets.US_ASCII));
  }

  /// The token as the API answers it, without the word `GatewayKey`.
  String text() {
    return gatewayId + "&" + SHORT.format(expiry.atOffset(ZoneOffset.UTC)) + "&" + signature;
  }

  @Override
  public String toString() {
    return "GatewayToken[" + gatewayId + ", until " + expiry + ", redacted]";
  }

  private static String signature(String gatewayId, Instant expiry, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
      String text = gatewayId + "\n" + SIGNED.format(expiry);
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
