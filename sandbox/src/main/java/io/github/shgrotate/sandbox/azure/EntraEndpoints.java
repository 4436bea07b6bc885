package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Entra's sign-in service: token endpoints of both versions and the discovery documents.
final class EntraEndpoints implements LoopbackServer.Handler {
  private static final Pattern TOKEN = Pattern.compile("/([^/]+)/oauth2(/v2\\.0)?/token");
  private static final Pattern CONFIGURATION =
      Pattern.compile("/([^/]+)(/v2\\.0)?/\\.well-known/openid-configuration");
  private static final Pattern KEYS = Pattern.compile("/([^/]+)/discovery(/v2\\.0)?/keys");
  private static final Pattern INSTANCE = Pattern.compile("/([^/]+)/discovery/instance");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Directory directory;
  private final SignIn signIn;
  private final AccessTokens tokens;
  private final Audiences audiences;
  private final Clock clock;
  private final Randomness randomness;

  EntraEndpoints(
      Directory directory,
      AccessTokens tokens,
      Audiences audiences,
      Clock clock,
      Randomness randomness) {
    this.directory = directory;
    this.signIn = new SignIn(directory, clock);
    this.tokens = tokens;
    this.audiences = audiences;
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public Reply answer(Exchange exchange) {
    // Clients join authority and path carelessly when the authority ends in a slash.
    String path = exchange.path().replaceAll("/{2,}", "/");
    String authority = "https://" + exchange.header("host").orElse("");
    Matcher token = TOKEN.matcher(path);
    Matcher configuration = CONFIGURATION.matcher(path);
    try {
      if (token.matches()) {
        return exchange.method().equals("POST")
            ? token(token.group(1), token.group(2) != null, exchange)
            : Reply.empty(405).with("Allow", "POST");
      }
      if (configuration.matches()) {
        return configuration(authority, configuration.group(1), configuration.group(2) != null);
      }
    } catch (EntraRefused e) {
      return refusal(authority, e, exchange);
    }
    if (INSTANCE.matcher(path).matches()) {
      return instance(authority, exchange);
    }
    return KEYS.matcher(path).matches()
        ? identified(Reply.json(200, tokens.jwks()))
        : identified(Reply.empty(404));
  }

  private Reply token(String tenant, boolean v2, Exchange exchange) throws EntraRefused {
    TokenRequest request = TokenRequest.of(exchange);
    Principal principal = signIn.authenticate(tenant, request);
    String resource = v2 ? scoped(request) : request.required("resource");
    if (!audiences.known(resource)) {
      throw new EntraRefused(EntraFailure.UNKNOWN_RESOURCE, resource, "Sandbox tenant");
    }
    AccessTokens.Issued issued = tokens.issue(principal, resource);
    ObjectNode body = Json.object().put("token_type", "Bearer");
    if (v2) {
      body.put("expires_in", issued.expiresIn()).put("ext_expires_in", issued.expiresIn());
    } else {
      // The first version tells numbers as strings.
      body.put("expires_in", Long.toString(issued.expiresIn()))
          .put("ext_expires_in", Long.toString(issued.expiresIn()))
          .put("expires_on", Long.toString(issued.expiresOn()))
          .put("not_before", Long.toString(issued.notBefore()))
          .put("resource", resource);
    }
    return identified(
        Reply.json(200, body.put("access_token", issued.text())).with("Cache-Control", "no-store"));
  }

  private static String scoped(TokenRequest request) throws EntraRefused {
    String scope = request.required("scope");
    return Audiences.ofScope(scope)
        .orElseThrow(() -> new EntraRefused(EntraFailure.INVALID_SCOPE, scope));
  }

  private Reply configuration(String authority, String tenant, boolean v2) throws EntraRefused {
    if (!List.of("common", "organizations").contains(tenant) && directory.find(tenant).isEmpty()) {
      throw new EntraRefused(EntraFailure.UNKNOWN_TENANT, tenant);
    }
    String realm = authority + "/" + tenant;
    String version = v2 ? "/v2.0" : "";
    ObjectNode body =
        Json.object()
            .put("token_endpoint", realm + "/oauth2" + version + "/token")
            .put("jwks_uri", realm + "/discovery" + version + "/keys")
            // Clients compare its host with the authority's.
            .put("issuer", realm + (v2 ? "/v2.0" : "/"))
            .put("authorization_endpoint", realm + "/oauth2" + version + "/authorize")
            .put("device_authorization_endpoint", realm + "/oauth2" + version + "/devicecode")
            .put("end_session_endpoint", realm + "/oauth2" + version + "/logout")
            .putNull("tenant_region_scope")
            .put("cloud_instance_name", URI.create(authority).getAuthority());
    body.putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("private_key_jwt")
        .add("client_secret_basic");
    body.putArray("response_types_supported").add("code").add("id_token").add("token");
    body.putArray("subject_types_supported").add("pairwise");
    body.putArray("id_token_signing_alg_values_supported").add("RS256");
    body.putArray("scopes_supported").add("openid");
    return identified(Reply.json(200, body));
  }

  private Reply instance(String authority, Exchange exchange) {
    String tenant =
        exchange
            .queryValue("authorization_endpoint")
            .map(endpoint -> Optional.ofNullable(URI.create(endpoint).getPath()).orElse(""))
            .map(path -> path.replaceFirst("^/+", "").replaceFirst("/.*$", ""))
            .filter(name -> !name.isEmpty())
            .orElse("common");
    String host = URI.create(authority).getAuthority();
    ObjectNode body =
        Json.object()
            .put(
                "tenant_discovery_endpoint",
                authority + "/" + tenant + "/v2.0/.well-known/openid-configuration")
            .put("api-version", "1.1");
    ObjectNode metadata = body.putArray("metadata").addObject();
    metadata.put("preferred_network", host).put("preferred_cache", host);
    ArrayNode aliases = metadata.putArray("aliases");
    aliases.add(host);
    return identified(Reply.json(200, body));
  }

  private Reply refusal(String authority, EntraRefused refused, Exchange exchange) {
    EntraFailure failure = refused.failure();
    String trace = randomness.uuid();
    String correlation = exchange.header("client-request-id").orElseGet(randomness::uuid);
    String timestamp = TIMESTAMP.format(clock.instant());
    ObjectNode body =
        Json.object()
            .put("error", failure.error())
            .put(
                "error_description",
                "%s Trace ID: %s Correlation ID: %s Timestamp: %s"
                    .formatted(refused.sentence(), trace, correlation, timestamp));
    body.putArray("error_codes").add(failure.number());
    body.put("timestamp", timestamp)
        .put("trace_id", trace)
        .put("correlation_id", correlation)
        .put("error_uri", authority + "/error?code=" + failure.number());
    return Reply.json(failure.status(), body)
        .with("x-ms-request-id", trace)
        .with("Cache-Control", "no-store");
  }

  private Reply identified(Reply reply) {
    return reply.with("x-ms-request-id", randomness.uuid());
  }
}
