package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Microsoft Graph, where applications and service principals are looked up and registered: as much
/// of its version 1.0 as Azure CLI needs to name an assignee, to make a service principal and to
/// give it another secret.
///
/// Documented are the paths, the bodies and the permissions that each takes; seen in the wild are
/// the codes and most sentences of its refusals. Invented: the sentences about a body that is
/// wrong, and that everything is known everywhere at once.
final class GraphEndpoints implements LoopbackServer.Handler {
  private static final Pattern PATH =
      Pattern.compile(
          "/v1\\.0/(applications|servicePrincipals|directoryObjects)(?:/([^/]+))?(?:/([^/]+))?");
  private static final List<String> WRITE =
      List.of("Application.ReadWrite.All", "Directory.ReadWrite.All");
  private static final List<String> READ_DIRECTORY =
      List.of("Directory.Read.All", "Directory.ReadWrite.All");
  private static final List<String> READ =
      Stream.of(List.of("Application.Read.All"), WRITE, READ_DIRECTORY)
          .flatMap(List::stream)
          .toList();
  // As long as Graph's reference says that a secret lives which is not told an end.
  private static final Duration TWO_YEARS = Duration.ofDays(730);

  private final AccessTokens tokens;
  private final Audiences audiences;
  private final Clock clock;
  private final Randomness randomness;

  GraphEndpoints(AccessTokens tokens, Audiences audiences, Clock clock, Randomness randomness) {
    this.tokens = tokens;
    this.audiences = audiences;
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public Reply answer(Exchange exchange) {
    String request = randomness.uuid();
    Reply reply;
    try {
      reply = serve(exchange);
    } catch (GraphRefused e) {
      ObjectNode body = Json.object();
      body.putObject("error")
          .put("code", e.code())
          .put("message", e.getMessage())
          .putObject("innerError")
          .put("date", clock.instant().toString())
          .put("request-id", request);
      reply = Reply.json(e.status(), body);
    }
    return reply.with("request-id", request);
  }

  private Reply serve(Exchange exchange) throws GraphRefused {
    Principal caller = authenticate(exchange);
    Matcher path = PATH.matcher(exchange.path());
    if (!path.matches()) {
      throw noSuchRoute();
    }
    String id = Optional.ofNullable(path.group(2)).orElse("");
    String deed = Optional.ofNullable(path.group(3)).orElse("");
    boolean reads = exchange.method().equals("GET");
    boolean byIds = path.group(1).equals("directoryObjects");
    authorize(caller, byIds ? READ_DIRECTORY : reads ? READ : WRITE);
    Tenant tenant = caller.tenant();
    // An id is written as *.
    String route =
        Stream.of(path.group(1), id.isEmpty() || byIds ? id : "*", deed)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/", exchange.method() + " ", ""));
    return switch (route) {
      case "GET applications" ->
          list(tenant.registrations().filter(wanted(exchange)).map(GraphObjects::application));
      case "POST applications" -> {
        Application registered =
            tenant.register(randomness.uuid(), required(body(exchange), "displayName"));
        yield Reply.json(201, GraphObjects.application(registered));
      }
      case "GET applications/*" ->
          Reply.json(200, GraphObjects.application(registered(tenant, id)));
      case "POST applications/*/addPassword" -> addPassword(registered(tenant, id), body(exchange));
      case "POST applications/*/removePassword" -> {
        String keyId = required(body(exchange), "keyId");
        if (!registered(tenant, id).removeSecret(keyId)) {
          throw new GraphRefused(
              400, "Request_BadRequest", "No password credential found with keyId.");
        }
        yield Reply.empty(204);
      }
      case "GET applications/*/federatedIdentityCredentials" -> {
        Application application = registered(tenant, id);
        yield list(
            application.federatedCredentials().stream()
                .map(credential -> GraphObjects.federatedCredential(credential, application)));
      }
      case "GET servicePrincipals" ->
          list(tenant.principals().filter(wanted(exchange)).map(GraphObjects::servicePrincipal));
      case "GET servicePrincipals/*" ->
          Reply.json(200, GraphObjects.servicePrincipal(principal(tenant, id)));
      case "POST servicePrincipals" -> addServicePrincipal(tenant, body(exchange));
      case "POST directoryObjects/getByIds" -> byIds(tenant, body(exchange));
      default -> throw noSuchRoute();
    };
  }

  private Principal authenticate(Exchange exchange) throws GraphRefused {
    String bearer =
        exchange
            .bearer()
            .orElseThrow(
                () ->
                    new GraphRefused(401, "InvalidAuthenticationToken", "Access token is empty."));
    return switch (tokens.judge(bearer, audiences::isGraph)) {
      case AccessTokens.Verdict.Accepted(var principal) -> principal;
      case AccessTokens.Verdict.Expired _ ->
          throw new GraphRefused(
              401,
              "InvalidAuthenticationToken",
              "Lifetime validation failed, the token is expired.");
      case AccessTokens.Verdict.WrongAudience _ ->
          throw new GraphRefused(
              401,
              "InvalidAuthenticationToken",
              "Access token validation failure. Invalid audience.");
      case AccessTokens.Verdict.Invalid _ ->
          throw new GraphRefused(
              401, "InvalidAuthenticationToken", "Access token validation failure.");
    };
  }

  private static void authorize(Principal caller, List<String> anyOf) throws GraphRefused {
    boolean may =
        switch (caller) {
          case Application application -> application.mayAskGraph(anyOf);
          case ManagedIdentity _ -> false;
        };
    if (!may) {
      throw new GraphRefused(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
  }

  private Reply addPassword(Application application, ObjectNode body) throws GraphRefused {
    JsonNode asked = body.path("passwordCredential");
    Instant end = clock.instant().plus(TWO_YEARS);
    Optional<String> askedEnd = Json.text(asked, "endDateTime");
    if (askedEnd.isPresent()) {
      try {
        end = OffsetDateTime.parse(askedEnd.get()).toInstant();
      } catch (DateTimeException e) {
        throw new GraphRefused(400, "Request_BadRequest", "endDateTime is no time.");
      }
    }
    String text = randomness.clientSecret();
    ClientSecret secret =
        application.addSecret(
            randomness.uuid(), Json.text(asked, "displayName").orElse(""), text, end);
    return Reply.json(
        200,
        GraphObjects.password(secret).put("secretText", text).put("hint", text.substring(0, 3)));
  }

  private static Reply addServicePrincipal(Tenant tenant, ObjectNode body) throws GraphRefused {
    String clientId = required(body, "appId");
    Application application =
        tenant
            .registrations()
            .filter(registered -> registered.clientId().equalsIgnoreCase(clientId))
            .findFirst()
            .orElseThrow(
                () ->
                    new GraphRefused(
                        400,
                        "Request_BadRequest",
                        "The appId '%s' of the service principal does not reference a valid"
                                .formatted(clientId)
                            + " application object."));
    if (!application.addServicePrincipal()) {
      throw new GraphRefused(
          409,
          "Request_MultipleObjectsWithSameKeyValue",
          "The service principal cannot be created, updated, or restored because the service"
              + " principal name %s is already in use.".formatted(clientId));
    }
    return Reply.json(201, GraphObjects.servicePrincipal(application));
  }

  private static Reply byIds(Tenant tenant, ObjectNode body) {
    List<String> ids = body.path("ids").valueStream().map(JsonNode::asText).toList();
    return list(
        tenant
            .principals()
            .filter(principal -> ids.contains(principal.objectId()))
            .map(
                principal ->
                    GraphObjects.servicePrincipal(principal)
                        .put("@odata.type", "#microsoft.graph.servicePrincipal")));
  }

  private static Application registered(Tenant tenant, String id) throws GraphRefused {
    return tenant
        .registrations()
        .filter(application -> application.registrationId().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> nothingWith(id));
  }

  private static Principal principal(Tenant tenant, String objectId) throws GraphRefused {
    return tenant
        .principals()
        .filter(principal -> principal.objectId().equalsIgnoreCase(objectId))
        .findFirst()
        .orElseThrow(() -> nothingWith(objectId));
  }

  private static GraphRefused nothingWith(String id) {
    return new GraphRefused(
        404,
        "Request_ResourceNotFound",
        "Resource '%s' does not exist or one of its queried reference-property objects are not present."
            .formatted(id));
  }

  private static Predicate<Principal> wanted(Exchange exchange) throws GraphRefused {
    Optional<String> filter = exchange.queryValue("$filter");
    if (filter.isEmpty()) {
      return _ -> true;
    }
    GraphFilter wanted =
        GraphFilter.parse(filter.get())
            .orElseThrow(
                () ->
                    new GraphRefused(
                        400,
                        "Request_UnsupportedQuery",
                        "Unsupported or invalid query filter clause specified: " + filter.get()));
    return wanted::matches;
  }

  private static ObjectNode body(Exchange exchange) throws GraphRefused {
    return Json.parse(exchange.body())
        .orElseThrow(
            () -> new GraphRefused(400, "BadRequest", "Unable to read JSON request payload."));
  }

  private static String required(ObjectNode body, String name) throws GraphRefused {
    return Json.text(body, name)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new GraphRefused(
                    400, "Request_BadRequest", "The property '%s' is missing.".formatted(name)));
  }

  private static Reply list(Stream<ObjectNode> values) {
    return Reply.json(200, Listings.list(values.toList()));
  }

  private static GraphRefused noSuchRoute() {
    return new GraphRefused(
        400, "BadRequest", "Resource not found for the segment, or not with this method.");
  }
}
