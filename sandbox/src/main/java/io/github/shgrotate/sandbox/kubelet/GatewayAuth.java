package io.github.shgrotate.sandbox.kubelet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What a gateway signs in with, read from its environment. Holds a token, so it prints only the
/// token's fingerprint.
final class GatewayAuth {
  private static final String SCHEME = "GatewayKey ";

  private final String endpoint;
  private final String value;

  private GatewayAuth(String endpoint, String value) {
    this.endpoint = endpoint;
    this.value = value;
  }

  /// The direct form has the token in `config.service.auth`; in the other that is the word `key`,
  /// and the token is in `config.service.auth.key`.
  static GatewayAuth of(ContainerEnvironment environment) {
    String auth = environment.value("config.service.auth").orElse("");
    String value =
        auth.equals("key") || auth.isEmpty()
            ? environment.value("config.service.auth.key").orElse("")
            : auth;
    return new GatewayAuth(environment.value("config.service.endpoint").orElse(""), value);
  }

  String endpoint() {
    return endpoint;
  }

  /// The header's value; an absent token is sent as an empty one.
  String headerValue() {
    return value;
  }

  /// First 12 hex digits of SHA-256 of the token without its scheme; empty without a token.
  Optional<String> fingerprint() {
    String token = token(value);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Optional.of(HexFormat.of().formatHex(hash, 0, 6));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The gateway a header's value is for; split from the right, since an id might hold an `&`.
  static String gatewayId(String headerValue) {
    String token = token(headerValue);
    int signature = token.lastIndexOf('&');
    int time = signature < 0 ? -1 : token.lastIndexOf('&', signature - 1);
    return time < 0 ? "unknown" : token.substring(0, time);
  }

  private static String token(String headerValue) {
    return headerValue.startsWith(SCHEME) ? headerValue.substring(SCHEME.length()) : headerValue;
  }

  @Override
  public String toString() {
    return "GatewayAuth[" + fingerprint().orElse("none") + "]";
  }
}
