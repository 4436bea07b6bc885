package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Gets for a pod what it refers to from the API, as it is now.
final class ApiPodSources implements PodSources {
  private final KubernetesApi api;
  private final JsonNode pod;

  ApiPodSources(KubernetesApi api, JsonNode pod) {
    this.api = api;
    this.pod = pod;
  }

  @Override
  public Optional<JsonNode> secret(String name) {
    return api.find(path("secrets", name));
  }

  @Override
  public Optional<JsonNode> configMap(String name) {
    return api.find(path("configmaps", name));
  }

  @Override
  public String serviceAccountToken(String audience, long expirationSeconds) {
    JsonNode metadata = pod.path("metadata");
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    ObjectNode spec = request.putObject("spec");
    spec.put("expirationSeconds", expirationSeconds);
    if (!audience.isEmpty()) {
      spec.putArray("audiences").add(audience);
    }
    spec.putObject("boundObjectRef")
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("name", metadata.path("name").asText())
        .put("uid", metadata.path("uid").asText());
    String account = pod.path("spec").path("serviceAccountName").asText("default");
    return api.create(path("serviceaccounts", account) + "/token", request)
        .path("status")
        .path("token")
        .asText();
  }

  private String path(String resource, String name) {
    return "/api/v1/namespaces/%s/%s/%s"
        .formatted(pod.path("metadata").path("namespace").asText(), resource, name);
  }
}
