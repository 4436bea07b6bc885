package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;

/// JSON Web Key Sets: how issuers publish the keys that verify their tokens.
final class Jwks {
  private Jwks() {}

  static ObjectNode jwk(String id, PublicKey key) {
    if (!(key instanceof RSAPublicKey rsa)) {
      throw new IllegalArgumentException("only RSA keys are published");
    }
    return Json.object()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", id)
        .put("x5t", id)
        .put("n", encode(rsa.getModulus()))
        .put("e", encode(rsa.getPublicExponent()));
  }

  /// The keys of a set, RSA and EC P-256, as Kubernetes API servers publish them.
  static List<PublicKey> parse(String document) {
    return Json.parse(document).stream()
        .flatMap(set -> set.path("keys").valueStream())
        .map(Jwks::key)
        .toList();
  }

  private static PublicKey key(JsonNode jwk) {
    try {
      return switch (jwk.path("kty").asText()) {
        case "RSA" ->
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        case "EC" -> {
          AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
          curve.init(new ECGenParameterSpec("secp256r1"));
          yield KeyFactory.getInstance("EC")
              .generatePublic(
                  new ECPublicKeySpec(
                      new ECPoint(number(jwk, "x"), number(jwk, "y")),
                      curve.getParameterSpec(ECParameterSpec.class)));
        }
        default -> throw new IllegalArgumentException("neither RSA nor EC: " + jwk.path("kty"));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a usable key", e);
    }
  }

  private static BigInteger number(JsonNode jwk, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(member).asText()));
  }

  private static String encode(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = java.util.Arrays.copyOfRange(bytes, sign, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }
}
