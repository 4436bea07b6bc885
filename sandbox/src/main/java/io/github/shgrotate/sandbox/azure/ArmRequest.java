package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import java.util.Map;
import java.util.Optional;

/// A request to ARM whose sender is known and may do this.
///
/// @param apiVersion as asked for, checked to be one there is
/// @param base where ARM listens, as the client addressed it
record ArmRequest(Exchange exchange, Principal principal, String apiVersion, String base) {

  String method() {
    return exchange.method();
  }

  /// A query parameter; ARM does not mind its case.
  Optional<String> query(String name) {
    return query(exchange, name);
  }

  static Optional<String> query(Exchange exchange, String name) {
    return exchange.query().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// The body, which has to be a JSON object and to say so.
  ObjectNode body() throws ArmRefused {
    if (exchange.body().isBlank()) {
      throw ArmError.of(
              400, "InvalidRequestContent", "The request content was invalid: the body is empty.")
          .refused();
    }
    String type = exchange.header("content-type").orElse("");
    if (!type.startsWith("application/json")) {
      throw ArmError.of(
              415,
              "UnsupportedMediaType",
              "The content media type '%s' is not supported. Only 'application/json' is supported."
                  .formatted(type.isEmpty() ? "<null>" : type))
          .refused();
    }
    return Json.parse(exchange.body())
        .orElseThrow(
            () ->
                ArmError.of(
                        400,
                        "InvalidRequestContent",
                        "The request content was invalid and could not be deserialized.")
                    .refused());
  }
}
