package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;
import java.util.Optional;

/// User-assigned identities and their federated credentials: "User Assigned Identities" and
/// "Federated Identity Credentials - Create Or Update, Get, List" of Azure's REST reference
/// (2024-11-30). Who is made here can sign in as soon as a federated credential is made too.
///
/// Documented are the bodies, and that a credential has one audience. The sentences of the refusals
/// are invented; missing are tags, and the pairs of issuer and subject that must be unique.
final class IdentityOperations {
  private static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

  private final Randomness randomness;

  IdentityOperations(Randomness randomness) {
    this.randomness = randomness;
  }

  Reply identity(ArmTarget.OneIdentity one, ResourceGroup group, ArmRequest request)
      throws ArmRefused {
    Tenant tenant = request.principal().tenant();
    String id = id(group, one.identity());
    Optional<ManagedIdentity> known = tenant.findIdentity(id);
    return switch (request.method()) {
      case "GET" ->
          Reply.json(200, identity(known.orElseThrow(() -> notFound(one.identity(), group))));
      case "PUT" -> {
        if (Json.text(request.body(), "location").isEmpty()) {
          throw ArmError.of(
                  400, "LocationRequired", "The location property is required for this definition.")
              .refused();
        }
        yield known.isPresent()
            ? Reply.json(200, identity(known.get()))
            : Reply.json(201, identity(tenant.identity(randomness.uuid(), id)));
      }
      default -> throw GatewayOperations.methodNotAllowed(request.method());
    };
  }

  ObjectNode credentials(ArmTarget.FederatedCredentials of, ResourceGroup group, ArmRequest request)
      throws ArmRefused {
    ManagedIdentity identity = existing(of.identity(), group, request);
    return Listings.list(
        identity.federatedCredentials().stream()
            .map(credential -> credential(credential, identity))
            .toList());
  }

  Reply credential(ArmTarget.OneFederatedCredential one, ResourceGroup group, ArmRequest request)
      throws ArmRefused {
    ManagedIdentity identity = existing(one.identity(), group, request);
    Optional<FederatedCredential> known =
        identity.federatedCredentials().stream()
            .filter(credential -> credential.name().equalsIgnoreCase(one.credential()))
            .findFirst();
    return switch (request.method()) {
      case "GET" ->
          Reply.json(
              200,
              credential(
                  known.orElseThrow(
                      () ->
                          notFound(
                              one.identity() + "/federatedIdentityCredentials/" + one.credential(),
                              group)),
                  identity));
      case "PUT" -> {
        FederatedCredential credential = credentialOf(one.credential(), identity, request);
        identity.trust(credential);
        yield Reply.json(known.isPresent() ? 200 : 201, credential(credential, identity));
      }
      default -> throw GatewayOperations.methodNotAllowed(request.method());
    };
  }

  private static ManagedIdentity existing(String name, ResourceGroup group, ArmRequest request)
      throws ArmRefused {
    return request
        .principal()
        .tenant()
        .findIdentity(id(group, name))
        .orElseThrow(() -> notFound(name, group));
  }

  private static FederatedCredential credentialOf(
      String name, ManagedIdentity identity, ArmRequest request) throws ArmRefused {
    JsonNode properties = request.body().path("properties");
    Optional<String> issuer = Json.text(properties, "issuer");
    Optional<String> subject = Json.text(properties, "subject");
    if (issuer.isEmpty() || subject.isEmpty() || properties.path("audiences").size() != 1) {
      throw ArmError.of(
              400,
              "BadRequest",
              "A federated identity credential needs an issuer, a subject and one audience.")
          .refused();
    }
    return new FederatedCredential(
        name,
        issuer.get(),
        subject.get(),
        properties.at("/audiences/0").asText(),
        identity.tenant().effectiveFrom());
  }

  private static String id(ResourceGroup group, String name) {
    return group.resourceId() + "/providers/" + TYPE + "/" + name;
  }

  private static ObjectNode identity(ManagedIdentity identity) {
    ObjectNode body =
        Json.object()
            .put("id", identity.resourceId().orElse(""))
            .put("name", identity.displayName())
            .put("type", TYPE)
            .put("location", "westeurope");
    body.putObject("tags");
    body.putObject("properties")
        .put("tenantId", identity.tenantId())
        .put("principalId", identity.objectId())
        .put("clientId", identity.clientId());
    return body;
  }

  private static ObjectNode credential(FederatedCredential credential, ManagedIdentity identity) {
    ObjectNode body =
        Json.object()
            .put(
                "id",
                identity.resourceId().orElse("")
                    + "/federatedIdentityCredentials/"
                    + credential.name())
            .put("name", credential.name())
            .put("type", TYPE + "/federatedIdentityCredentials");
    body.putObject("properties")
        .put("issuer", credential.issuer())
        .put("subject", credential.subject())
        .putArray("audiences")
        .add(credential.audience());
    return body;
  }

  private static ArmRefused notFound(String name, ResourceGroup group) {
    return ArmError.notFound(TYPE + "/" + name, group.name()).refused();
  }
}
