package io.github.shgrotate.sandbox.azure;

import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a client sends to a token endpoint. Holds its secret, so it never shows itself.
final class TokenRequest {
  private final Map<String, String> fields;
  private final String authority;

  private TokenRequest(Map<String, String> fields, String authority) {
    this.fields = fields;
    this.authority = authority;
  }

  static TokenRequest of(Exchange exchange) {
    Map<String, String> fields = new LinkedHashMap<>(LoopbackServer.form(exchange.body()));
    exchange
        .header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .ifPresent(value -> addBasic(fields, value.substring(6)));
    return new TokenRequest(fields, "https://" + exchange.header("host").orElse(""));
  }

  /// The authority as the client addressed it, which its assertions name as their audience.
  String authority() {
    return authority;
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) throws EntraRefused {
    return field(name).orElseThrow(() -> new EntraRefused(EntraFailure.MISSING_PARAMETER, name));
  }

  @Override
  public String toString() {
    return "TokenRequest[" + fields.keySet() + "]";
  }

  private static void addBasic(Map<String, String> fields, String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
        fields.putIfAbsent(
            "client_id", URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8));
        fields.putIfAbsent(
            "client_secret", URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // Not base64: as if the header were not there, so the missing field is named.
    }
  }
}
