package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.azure.ArmTarget.GatewayAction;
import io.github.shgrotate.sandbox.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The operations on a service's gateways, as the OpenAPI description has them.
final class GatewayOperations {
  private static final Pattern FILTER =
      Pattern.compile("\\s*(?:properties/)?name\\s+(eq|ne)\\s+'([^']*)'\\s*");
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Resources resources;
  private final Clock clock;
  private final Randomness randomness;

  GatewayOperations(Resources resources, Clock clock, Randomness randomness) {
    this.resources = resources;
    this.clock = clock;
    this.randomness = randomness;
  }

  Reply list(ApimService service, ArmRequest request) throws ArmRefused {
    int top = number(request, "$top", 1).orElse(Integer.MAX_VALUE);
    int skip = number(request, "$skip", 0).orElse(0);
    List<Gateway> all = filtered(service, request);
    int size = Math.min(top, resources.pageSize());
    List<Gateway> page = all.stream().skip(skip).limit(size).toList();
    ObjectNode body = Json.object();
    ArrayNode values = body.putArray("value");
    page.forEach(gateway -> values.add(GatewayBodies.contract(gateway)));
    body.put("count", all.size());
    if (top > page.size() && skip + page.size() < all.size()) {
      String rest = top == Integer.MAX_VALUE ? "" : "&$top=" + (top - page.size());
      String filter =
          request
              .query("$filter")
              .map(text -> "&$filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
              .orElse("");
      body.put(
          "nextLink",
          "%s%s/gateways?api-version=%s&$skip=%d%s%s"
              .formatted(
                  request.base(),
                  service.resourceId(),
                  request.apiVersion(),
                  skip + page.size(),
                  rest,
                  filter));
    }
    return Reply.json(200, body);
  }

  private static List<Gateway> filtered(ApimService service, ArmRequest request) throws ArmRefused {
    Optional<String> filter = request.query("$filter").filter(text -> !text.isBlank());
    if (filter.isEmpty()) {
      return List.copyOf(service.gateways());
    }
    Matcher comparison = FILTER.matcher(filter.get());
    if (!comparison.matches()) {
      throw ArmError.wrongField("$filter", "The sandbox knows only: name eq|ne 'value'.").refused();
    }
    boolean equal = comparison.group(1).equals("eq");
    return service.gateways().stream()
        .filter(gateway -> gateway.id().equalsIgnoreCase(comparison.group(2)) == equal)
        .toList();
  }

  Reply one(ApimService service, String id, ArmRequest request) throws ArmRefused {
    return switch (request.method()) {
      case "GET" -> {
        Gateway gateway = existing(service, id);
        yield Reply.json(200, GatewayBodies.contract(gateway)).with("ETag", gateway.etag());
      }
      case "HEAD" -> Reply.empty(200).with("ETag", existing(service, id).etag());
      case "PUT" -> put(service, id, request);
      case "PATCH" -> patch(existing(service, id), request);
      case "DELETE" -> delete(service, id, request);
      default -> throw methodNotAllowed(request.method());
    };
  }

  private Reply put(ApimService service, String id, ArmRequest request) throws ArmRefused {
    ObjectNode properties = GatewayBodies.properties(request.body());
    if (id.length() > 80 || id.equalsIgnoreCase("managed")) {
      throw ArmError.wrongField("gatewayId", "The gateway id is reserved or too long.").refused();
    }
    Optional<Gateway> present = service.find(id);
    if (present.isPresent()) {
      checkMatch(present.get(), request);
    }
    Gateway gateway = service.gateway(id);
    gateway.replaceProperties(properties);
    return Reply.json(present.isPresent() ? 200 : 201, GatewayBodies.contract(gateway))
        .with("ETag", gateway.etag());
  }

  private Reply patch(Gateway gateway, ArmRequest request) throws ArmRefused {
    requireMatch(request);
    checkMatch(gateway, request);
    ObjectNode properties = gateway.properties();
    properties.setAll(GatewayBodies.properties(request.body()));
    gateway.replaceProperties(properties);
    return Reply.json(200, GatewayBodies.contract(gateway)).with("ETag", gateway.etag());
  }

  private Reply delete(ApimService service, String id, ArmRequest request) throws ArmRefused {
    requireMatch(request);
    Optional<Gateway> present = service.find(id);
    if (present.isEmpty()) {
      return Reply.empty(204);
    }
    checkMatch(present.get(), request);
    service.remove(id);
    return Reply.empty(200);
  }

  Reply act(ApimService service, String id, GatewayAction action, ArmRequest request)
      throws ArmRefused {
    if (!request.method().equals("POST")) {
      throw methodNotAllowed(request.method());
    }
    if (action.debugging() && !ApiVersions.knowsDebugging(request.apiVersion())) {
      throw noSuchRoute();
    }
    Gateway gateway = existing(service, id);
    return switch (action) {
      case LIST_KEYS ->
          Reply.json(
                  200,
                  Json.object()
                      .put("primary", gateway.keys().key(KeySlot.PRIMARY))
                      .put("secondary", gateway.keys().key(KeySlot.SECONDARY)))
              .with("ETag", gateway.etag());
      case REGENERATE_KEY -> {
        gateway.regenerate(GatewayBodies.keyType(request.body()), request.principal().objectId());
        yield Reply.empty(204);
      }
      case GENERATE_TOKEN -> generateToken(gateway, request);
      case LIST_DEBUG_CREDENTIALS -> debugCredentials(request.body());
      case INVALIDATE_DEBUG_CREDENTIALS -> Reply.empty(204);
      case LIST_TRACE -> trace(service, request.body());
    };
  }

  private Reply generateToken(Gateway gateway, ArmRequest request) throws ArmRefused {
    ObjectNode body = request.body();
    KeySlot key = GatewayBodies.keyType(body);
    Instant now = clock.instant();
    Instant expiry = GatewayBodies.expiry(body, now);
    ObjectNode answer = Json.object();
    switch (gateway.tokenAnswer()) {
      case HONEST -> answer.put("value", issue(gateway, key, expiry, request));
      case EMPTY -> answer.put("value", "");
      case MISSING -> {
        // Nothing to add: that is the fault.
      }
      case MALFORMED -> answer.put("value", "this is not a token");
      case OF_ANOTHER_GATEWAY ->
          answer.put(
              "value", GatewayToken.sign("someone-else", expiry, gateway.keys().key(key)).text());
      case SHORTER -> answer.put("value", issue(gateway, key, expiry.minus(A_DAY), request));
      case LONGER -> answer.put("value", issue(gateway, key, expiry.plus(A_DAY), request));
      case FORGED ->
          answer.put(
              "value", GatewayToken.sign(gateway.id(), expiry, randomness.gatewayKey()).text());
    }
    return Reply.json(200, answer);
  }

  private String issue(Gateway gateway, KeySlot key, Instant expiry, ArmRequest request) {
    String token = gateway.sign(key, expiry).text();
    resources.note(
        new IssuedToken(
            clock.instant(),
            request.principal().objectId(),
            gateway.resourceId(),
            key,
            expiry,
            Fingerprint.of(token)));
    return token;
  }

  private Reply debugCredentials(ObjectNode body) throws ArmRefused {
    Instant end = clock.instant().plus(GatewayBodies.debugLifetime(body));
    String api = Json.text(body, "apiId").orElse("").replaceFirst(".*/", "");
    String time =
        DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
            .format(end.atOffset(ZoneOffset.UTC));
    // The debug credential itself opens nothing here, so its signature is a random one.
    return Reply.json(
        200,
        Json.object()
            .put(
                "token",
                "p=tracing&aid=%s&ex=%s&sn=%s".formatted(api, time, randomness.gatewayKey())));
  }

  private static Reply trace(ApimService service, ObjectNode body) throws ArmRefused {
    String id =
        Json.text(body, "traceId")
            .orElseThrow(
                () -> ArmError.wrongField("traceId", "'Trace Id' must not be empty.").refused());
    ObjectNode trace = Json.object().put("serviceName", service.name()).put("traceId", id);
    trace.putObject("traceEntries");
    return Reply.json(200, trace);
  }

  private Gateway existing(ApimService service, String id) throws ArmRefused {
    Optional<Gateway> gateway = service.find(id);
    if (gateway.isEmpty()) {
      throw switch (resources.unknownGatewayAnswer()) {
        case NOT_FOUND ->
            ArmError.of(
                    404,
                    "ResourceNotFound",
                    ("The Resource '%s/%s/gateways/%s' under resource group '%s' was not found. For"
                            + " more details please go to https://aka.ms/ARMResourceNotFoundFix")
                        .formatted(
                            ArmTarget.PROVIDER + "/service",
                            service.name(),
                            id,
                            service.resourceId().split("/")[4]))
                .refused();
        case VALIDATION_ERROR -> ArmError.wrongField("gwid", "Gateway not found").refused();
      };
    }
    return gateway.get();
  }

  private static void requireMatch(ArmRequest request) throws ArmRefused {
    if (request.exchange().header("if-match").isEmpty()) {
      throw ArmError.wrongField("If-Match", "The header If-Match is required.").refused();
    }
  }

  private static void checkMatch(Gateway gateway, ArmRequest request) throws ArmRefused {
    String wanted = request.exchange().header("if-match").orElse("*");
    if (!wanted.equals("*") && !wanted.equals(gateway.etag())) {
      throw ArmError.of(
              412,
              "PreconditionFailed",
              "Resource was modified since last retrieval: If-Match does not match the entity.")
          .refused();
    }
  }

  static ArmRefused noSuchRoute() {
    return ArmError.of(404, "ResourceNotFound", "The request did not have proper uri path format")
        .refused();
  }

  static ArmRefused methodNotAllowed(String method) {
    return ArmError.of(
            405,
            "MethodNotAllowed",
            "The request method '%s' is not allowed here.".formatted(method))
        .refused();
  }

  private static Optional<Integer> number(ArmRequest request, String name, int least)
      throws ArmRefused {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // The same answer as for one that is too small.
    }
    throw ArmError.wrongField(name, "Must be a number, at least " + least + ".").refused();
  }
}
