package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// How Graph shows what is in a directory: the members that Azure CLI reads, of many.
final class GraphObjects {
  // Graph knows no secret without an end.
  private static final Instant LAST = Instant.parse("2299-12-31T00:00:00Z");

  private GraphObjects() {}

  static ObjectNode application(Application application) {
    ObjectNode body =
        Json.object()
            .put("id", application.registrationId())
            .put("appId", application.clientId())
            .put("displayName", application.displayName())
            .put("signInAudience", "AzureADMyOrg");
    body.putArray("identifierUris");
    body.putArray("keyCredentials");
    ArrayNode passwords = body.putArray("passwordCredentials");
    application.secrets().forEach(secret -> passwords.add(password(secret)));
    return body;
  }

  static ObjectNode servicePrincipal(Principal principal) {
    String type =
        switch (principal) {
          case Application _ -> "Application";
          case ManagedIdentity _ -> "ManagedIdentity";
        };
    ObjectNode body =
        Json.object()
            .put("id", principal.objectId())
            .put("appId", principal.clientId())
            .put("displayName", principal.displayName())
            .put("servicePrincipalType", type)
            .put("accountEnabled", true);
    body.putArray("servicePrincipalNames").add(principal.clientId());
    return body;
  }

  /// Without its text, which is told only once.
  static ObjectNode password(ClientSecret secret) {
    Instant end = secret.expires().isAfter(LAST) ? LAST : secret.expires();
    return Json.object()
        .put("keyId", secret.keyId())
        .put("displayName", secret.name())
        .put("endDateTime", end.toString())
        .putNull("secretText");
  }

  static ObjectNode federatedCredential(FederatedCredential credential, Application application) {
    ObjectNode body =
        Json.object()
            .put("id", application.idOf(credential.name()))
            .put("name", credential.name())
            .put("issuer", credential.issuer())
            .put("subject", credential.subject());
    body.putArray("audiences").add(credential.audience());
    return body;
  }
}
