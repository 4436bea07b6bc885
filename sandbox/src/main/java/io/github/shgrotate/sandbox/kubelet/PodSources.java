package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What the containers of one pod are given from outside.
interface PodSources {
  Optional<JsonNode> secret(String name);

  Optional<JsonNode> configMap(String name);

  /// A new token of the pod's ServiceAccount, bound to the pod.
  ///
  /// @param audience empty for the API server itself
  String serviceAccountToken(String audience, long expirationSeconds);
}
