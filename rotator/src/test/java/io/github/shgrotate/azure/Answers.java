package io.github.shgrotate.azure;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers without a server.
final class Answers {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  static final String NOON_DATE = "Tue, 24 Nov 2026 12:00:00 GMT";

  private Answers() {}

  /// Answers like that.
  ///
  /// @param headers each as `name: value`
  static Answer answer(int status, String body, String... headers) {
    return answerAt(NOON, status, body, headers);
  }

  static Answer answerAt(Instant at, int status, String body, String... headers) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(": ");
      map.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
          .add(header.substring(colon + 2));
    }
    return new Answer(
        status,
        HttpHeaders.of(map, (name, value) -> true),
        body.getBytes(StandardCharsets.UTF_8),
        at,
        at);
  }

  static Answer entraError(int number, String error, String description, String... headers) {
    return answer(400, entraBody(number, error, description), headers);
  }

  static String entraBody(int number, String error, String description) {
    return """
    {"error":"%s","error_description":"AADSTS%d: %s Trace ID: t-1 Correlation ID: c-1 Timestamp: 2026",\
    "error_codes":[%d],"timestamp":"2026","trace_id":"t-1","correlation_id":"c-1"}\
    """
        .formatted(error, number, description, number);
  }

  static String armBody(String code, String message) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message);
  }
}
