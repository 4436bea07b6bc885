package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The instance metadata service of the machine that the sandbox plays: tokens for its managed
/// identities. Unkind as the real one: exact about its header, and it names no identity it lacks.
final class ImdsEndpoints implements LoopbackServer.Handler {
  private static final String TOKEN = "/metadata/identity/oauth2/token";

  private final Directory directory;
  private final Tenant home;
  private final AccessTokens tokens;
  private final Audiences audiences;

  ImdsEndpoints(Directory directory, Tenant home, AccessTokens tokens, Audiences audiences) {
    this.directory = directory;
    this.home = home;
    this.tokens = tokens;
    this.audiences = audiences;
  }

  @Override
  public Reply answer(Exchange exchange) {
    if (!exchange.path().replaceAll("/{2,}", "/").equals(TOKEN)) {
      return error(404, "not_found", "The resource does not exist");
    }
    if (!exchange.method().equals("GET")) {
      return error(405, "method_not_allowed", "Only GET is supported");
    }
    if (!exchange.header("metadata").filter("true"::equalsIgnoreCase).isPresent()) {
      return error(400, "invalid_request", "Required metadata header not specified");
    }
    // The real service never sits behind a proxy and refuses what a proxy has touched.
    if (exchange.header("x-forwarded-for").isPresent()) {
      return error(400, "invalid_request", "Request must not be forwarded");
    }
    Optional<String> version = exchange.queryValue("api-version");
    if (version.isEmpty()) {
      return error(400, "invalid_request", "Required query variable 'api-version' is missing");
    }
    if (!List.of("2018-02-01", "2019-08-01", "2021-02-01").contains(version.get())) {
      return error(400, "invalid_request", "Unsupported api-version: " + version.get());
    }
    Optional<String> resource = exchange.queryValue("resource").filter(name -> !name.isEmpty());
    if (resource.isEmpty()) {
      return error(400, "invalid_request", "Required query variable 'resource' is missing");
    }
    if (!audiences.known(resource.get())) {
      return error(
          400,
          "invalid_resource",
          EntraFailure.UNKNOWN_RESOURCE.sentence(resource.get(), home.id()));
    }
    return token(exchange, resource.get());
  }

  private Reply token(Exchange exchange, String resource) {
    List<ManagedIdentity> candidates =
        directory.machineIdentities().stream().filter(selected(exchange)).toList();
    boolean unselected =
        List.of("client_id", "object_id", "msi_res_id", "mi_res_id").stream()
            .noneMatch(exchange.query()::containsKey);
    if (unselected) {
      List<ManagedIdentity> system =
          candidates.stream().filter(ManagedIdentity::systemAssigned).toList();
      candidates = system.isEmpty() ? candidates : system;
    }
    if (candidates.isEmpty()) {
      return error(400, "invalid_request", "Identity not found");
    }
    if (candidates.size() > 1) {
      return error(
          400,
          "invalid_request",
          "Multiple user assigned identities exist, please specify the clientId / resourceId of"
              + " the identity in the token request");
    }
    ManagedIdentity identity = candidates.getFirst();
    AccessTokens.Issued issued = tokens.issue(identity, resource);
    ObjectNode body =
        Json.object()
            .put("access_token", issued.text())
            .put("client_id", identity.clientId())
            .put("expires_in", Long.toString(issued.expiresIn()))
            .put("expires_on", Long.toString(issued.expiresOn()))
            .put("ext_expires_in", Long.toString(issued.expiresIn()))
            .put("not_before", Long.toString(issued.notBefore()))
            .put("resource", resource)
            .put("token_type", "Bearer");
    return identified(Reply.json(200, body));
  }

  private static Predicate<ManagedIdentity> selected(Exchange exchange) {
    return identity ->
        equal(exchange, "client_id", Optional.of(identity.clientId()))
            && equal(exchange, "object_id", Optional.of(identity.objectId()))
            && equal(exchange, "msi_res_id", identity.resourceId())
            && equal(exchange, "mi_res_id", identity.resourceId());
  }

  private static boolean equal(Exchange exchange, String parameter, Optional<String> value) {
    return exchange
        .queryValue(parameter)
        .map(asked -> value.filter(asked::equalsIgnoreCase).isPresent())
        .orElse(true);
  }

  private static Reply error(int status, String error, String description) {
    return identified(
        Reply.json(
            status, Json.object().put("error", error).put("error_description", description)));
  }

  private static Reply identified(Reply reply) {
    return reply.with("Server", "IMDS/150.870.65.1");
  }
}
