package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;

/// `/metadata/endpoints`: how clients learn of a cloud's other addresses. Its form changed with its
/// api-version. Services that the sandbox does not have get addresses that lead nowhere.
final class CloudMetadata {
  private final Addresses addresses;

  CloudMetadata(Addresses addresses) {
    this.addresses = addresses;
  }

  Reply answer(String apiVersion) {
    if (apiVersion.compareTo("2018-01-01") < 0) {
      ObjectNode old =
          Json.object()
              .put("galleryEndpoint", nowhere("gallery"))
              .put("graphEndpoint", nowhere("graph"))
              .put("portalEndpoint", nowhere("portal"));
      old.set("authentication", authentication());
      return Reply.json(200, old);
    }
    if (apiVersion.compareTo("2022-01-01") < 0) {
      return Reply.json(200, Json.object().arrayNode().add(cloud()));
    }
    return Reply.json(200, cloud());
  }

  private ObjectNode cloud() {
    ObjectNode cloud = Json.object().put("name", "Sandbox");
    cloud.set("authentication", authentication());
    cloud
        .put("resourceManager", addresses.arm() + "/")
        .put("portal", nowhere("portal"))
        .put("graph", nowhere("graph"))
        .put("graphAudience", nowhere("graph"))
        .put("microsoftGraphResourceId", addresses.graph() + "/")
        .put("batch", nowhere("batch"))
        .put("media", nowhere("media"))
        .put("gallery", nowhere("gallery"))
        .put("sqlManagement", nowhere("sql"))
        .put("vmImageAliasDoc", nowhere("aliases"));
    cloud
        .putObject("suffixes")
        .put("storage", "storage.invalid")
        .put("keyVaultDns", "vault.invalid")
        .put("sqlServerHostname", "sql.invalid")
        .put("acrLoginServer", "registry.invalid");
    return cloud;
  }

  private ObjectNode authentication() {
    ObjectNode authentication =
        Json.object()
            .put("loginEndpoint", addresses.entra().toString())
            .put("tenant", "common")
            .put("identityProvider", "AAD");
    authentication.putArray("audiences").add(Audiences.ARM).add("https://management.azure.com/");
    return authentication;
  }

  private static String nowhere(String name) {
    return "https://" + name + ".sandbox.invalid/";
  }
}
