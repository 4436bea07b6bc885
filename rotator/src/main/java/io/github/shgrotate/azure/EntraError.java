package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The error envelope of Microsoft Entra, which IMDS uses too.
///
/// @param error OAuth's word, such as `invalid_client`
/// @param number the first of Entra's own numbers (the digits of `AADSTS…`); 0 when there is none
/// @param sentence the first sentence of the description
/// @param ids `trace_id` and `correlation_id`, each as `name=value`
record EntraError(Optional<String> error, int number, Optional<String> sentence, List<String> ids) {
  private static final String PREFIX = "AADSTS";
  // Entra appends the ids to the description; they are told on their own.
  private static final List<String> APPENDIX = List.of("Trace ID:", "Correlation ID:", "\n", "\r");

  EntraError {
    ids = List.copyOf(ids);
  }

  static EntraError of(Answer answer) {
    return answer
        .object()
        .map(EntraError::of)
        .orElseGet(() -> new EntraError(Optional.empty(), 0, Optional.empty(), List.of()));
  }

  private static EntraError of(JsonNode envelope) {
    Optional<String> description = Json.text(envelope, "error_description");
    List<String> ids = new ArrayList<>();
    for (String name : List.of("trace_id", "correlation_id")) {
      Json.text(envelope, name).ifPresent(id -> ids.add(name + "=" + id));
    }
    return new EntraError(
        Json.text(envelope, "error"),
        number(envelope, description),
        description.map(EntraError::withoutAppendix),
        ids);
  }

  boolean present() {
    return error.isPresent();
  }

  /// `AADSTS7000215`, or OAuth's word.
  Optional<String> shortName() {
    return number == 0 ? error : Optional.of(PREFIX + number);
  }

  private static int number(JsonNode envelope, Optional<String> description) {
    JsonNode codes = envelope.path("error_codes");
    if (codes.path(0).canConvertToInt()) {
      return codes.path(0).intValue();
    }
    return description.filter(it -> it.startsWith(PREFIX)).map(EntraError::leadingDigits).orElse(0);
  }

  private static int leadingDigits(String description) {
    int end = PREFIX.length();
    while (end < description.length()
        && end < PREFIX.length() + 9
        && Character.isDigit(description.charAt(end))) {
      end++;
    }
    return end == PREFIX.length() ? 0 : Integer.parseInt(description, PREFIX.length(), end, 10);
  }

  private static String withoutAppendix(String description) {
    int end = description.length();
    for (String mark : APPENDIX) {
      int at = description.indexOf(mark);
      end = at > 0 && at < end ? at : end;
    }
    return description.substring(0, end).trim();
  }
}
