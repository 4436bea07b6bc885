package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A JSON Web Token with its signature. It is a credential, so it never shows itself.
final class Jwt {
  private final String text;
  private final JsonNode header;
  private final JsonNode claims;

  private Jwt(String text, JsonNode header, JsonNode claims) {
    this.text = text;
    this.header = header;
    this.claims = claims;
  }

  /// Signs with RS256.
  static Jwt sign(ObjectNode claims, SigningKey key) {
    ObjectNode header =
        Json.object()
            .put("typ", "JWT")
            .put("alg", "RS256")
            .put("x5t", key.id())
            .put("kid", key.id());
    String signed = encode(header.toString()) + "." + encode(claims.toString());
    byte[] signature = signature(signed, key.privateKey());
    return new Jwt(
        signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature),
        header,
        claims);
  }

  static Optional<Jwt> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    return decode(parts[0])
        .flatMap(header -> decode(parts[1]).map(claims -> new Jwt(text, header, claims)));
  }

  /// The token itself, for sending.
  String text() {
    return text;
  }

  Optional<String> header(String name) {
    return Json.text(header, name);
  }

  Optional<String> claim(String name) {
    return Json.text(claims, name);
  }

  /// The audience, which the standard allows to be one text or a list.
  List<String> audiences() {
    JsonNode audience = claims.path("aud");
    return audience.isArray()
        ? audience.valueStream().map(JsonNode::asText).toList()
        : claim("aud").stream().toList();
  }

  Optional<Instant> time(String claim) {
    JsonNode seconds = claims.path(claim);
    return seconds.isNumber()
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  /// Whether this key made the signature, by the algorithm that the header names.
  boolean isSignedBy(PublicKey key) {
    int end = text.lastIndexOf('.');
    try {
      Signature verifier =
          switch (header("alg").orElse("")) {
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "PS256" -> pss();
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            default -> throw new GeneralSecurityException("an algorithm Entra does not take");
          };
      verifier.initVerify(key);
      verifier.update(text.substring(0, end).getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64.getUrlDecoder().decode(text.substring(end + 1)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // A wrong kind of key, a broken encoding: not signed by this key.
      return false;
    }
  }

  @Override
  public String toString() {
    return "Jwt[redacted]";
  }

  private static Signature pss() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    return signature;
  }

  private static byte[] signature(String text, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<ObjectNode> decode(String part) {
    try {
      return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
