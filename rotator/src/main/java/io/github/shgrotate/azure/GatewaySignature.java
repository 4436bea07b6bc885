package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.TokenFacts;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a token anew with a key, to compare its fingerprint. The scheme is not documented for
/// gateways; it was found by computing it for the tokens of Microsoft's public recordings.
final class GatewaySignature {
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:00.0000000'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GatewaySignature() {}

  /// Whether that key signed the token.
  static boolean isOf(String key, TokenFacts token) {
    String text =
        "%s&%s&%s"
            .formatted(
                token.gatewayName(),
                SHOWN.format(token.expiresAt()),
                signature(key, token.gatewayName(), token.expiresAt()));
    try {
      return GatewayToken.parse(text).facts().fingerprint().equals(token.fingerprint());
    } catch (GatewayToken.Malformed e) {
      return false;
    }
  }

  // The key is the text that Azure answers, not what it decodes to.
  private static String signature(String key, String gateway, Instant expiry) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
      byte[] text = (gateway + "\n" + SIGNED.format(expiry)).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(text));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA512", e);
    }
  }
}
