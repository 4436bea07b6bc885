package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads and writes the bodies of the gateway operations.
final class GatewayBodies {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?(Z|[+-]\\d{2}:\\d{2})");

  private GatewayBodies() {}

  static ObjectNode contract(Gateway gateway) {
    ObjectNode body =
        Json.object()
            .put("id", gateway.resourceId())
            .put("type", "Microsoft.ApiManagement/service/gateways")
            .put("name", gateway.id());
    body.set("properties", gateway.properties());
    return body;
  }

  /// The properties that a PUT or PATCH brings.
  static ObjectNode properties(ObjectNode body) throws ArmRefused {
    ObjectNode read = Json.object();
    JsonNode given = body.path("properties");
    JsonNode description = given.path("description");
    if (description.isTextual()) {
      if (description.textValue().length() > 1000) {
        throw ArmError.wrongField("description", "Description must be at most 1000 characters.")
            .refused();
      }
      read.put("description", description.textValue());
    }
    JsonNode location = given.path("locationData");
    if (location.isObject()) {
      read.set("locationData", location(location));
    }
    return read;
  }

  private static ObjectNode location(JsonNode given) throws ArmRefused {
    ObjectNode location = Json.object();
    for (String field : List.of("name", "city", "district", "countryOrRegion")) {
      Optional<String> value = Json.text(given, field);
      if (value.filter(text -> text.length() > 256).isPresent()) {
        throw ArmError.wrongField(field, "Must be at most 256 characters.").refused();
      }
      value.ifPresent(text -> location.put(field, text));
    }
    if (!location.has("name")) {
      throw ArmError.wrongField("name", "'Name' must not be empty.").refused();
    }
    return location;
  }

  static KeySlot keyType(ObjectNode body) throws ArmRefused {
    return Json.text(body, "keyType")
        .flatMap(KeySlot::of)
        .orElseThrow(
            () ->
                ArmError.wrongField(
                        "keyType", "The key type must be either 'primary' or 'secondary'.")
                    .refused());
  }

  /// The expiry asked for, to the minute. Azure takes "now" and at most 30 days; what it says to
  /// more, or to the past, is not documented: this refuses both.
  static Instant expiry(ObjectNode body, Instant now) throws ArmRefused {
    String text = Json.text(body, "expiry").orElse("");
    if (!TIME.matcher(text).matches()) {
      throw ArmError.wrongField("expiry", "The expiry must be a time in ISO 8601.").refused();
    }
    Instant expiry;
    try {
      expiry = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ArmError.wrongField("expiry", "The expiry must be a time in ISO 8601.").refused();
    }
    if (expiry.isAfter(now.plus(LONGEST))) {
      throw ArmError.wrongField("expiry", "The expiry must be at most 30 days from now.").refused();
    }
    if (expiry.isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
      throw ArmError.wrongField("expiry", "The expiry must not be in the past.").refused();
    }
    return expiry.truncatedTo(ChronoUnit.MINUTES);
  }

  /// When debug credentials are to end; checks the rest of the request on the way.
  static Duration debugLifetime(ObjectNode body) throws ArmRefused {
    JsonNode purposes = body.path("purposes");
    boolean tracing =
        purposes.isArray()
            && !purposes.isEmpty()
            && purposes.valueStream().allMatch(purpose -> purpose.asText().equals("tracing"));
    if (!tracing) {
      throw ArmError.wrongField("purposes", "The purposes must be 'tracing'.").refused();
    }
    if (Json.text(body, "apiId").isEmpty()) {
      throw ArmError.wrongField("apiId", "'Api Id' must not be empty.").refused();
    }
    try {
      Duration lifetime = Duration.parse(Json.text(body, "credentialsExpireAfter").orElse("PT1H"));
      if (lifetime.isPositive() && lifetime.compareTo(Duration.ofHours(1)) <= 0) {
        return lifetime;
      }
    } catch (DateTimeException e) {
      // The same answer as for one that is too long.
    }
    throw ArmError.wrongField(
            "credentialsExpireAfter", "Period need to be between 00:00:00 and 01:00:00")
        .refused();
  }
}
