package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.List;
import java.util.Map;

/// The shipped `deploy/rbac.yaml`, with its names adapted as its first lines tell a user to.
final class Rights {
  /// The account's name there.
  static final String ACCOUNT = "apim-shg-rotate";

  private static final String FILE = "rbac.yaml";

  private Rights() {}

  static List<ObjectNode> manifests(String namespace, String secret, Kind kind, String workload) {
    return Trees.documents(text(namespace, secret, kind, workload));
  }

  /// The same with what is commented out for workload identity.
  static String withClientId(String text, String clientId) {
    String commented = "  # annotations:\n  #   azure.workload.identity/client-id: ";
    int at = text.indexOf(commented);
    if (at < 0) {
      throw new IllegalStateException(FILE + " has no " + commented);
    }
    return text.substring(0, at)
        + commented.replace("# ", "")
        + clientId
        + text.substring(text.indexOf('\n', at + commented.length()));
  }

  /// As YAML, with the comments.
  static String text(String namespace, String secret, Kind kind, String workload) {
    String text = ShippedManifest.read(FILE);
    for (Map.Entry<String, String> change :
        Map.of(
                "namespace: apim\n", "namespace: " + namespace + "\n",
                "[apim-gateway-token]", "[" + secret + "]",
                "[deployments]", "[" + kind.plural() + "]",
                "[apim-gateway]", "[" + workload + "]")
            .entrySet()) {
      if (!text.contains(change.getKey())) {
        throw new IllegalStateException(FILE + " has no " + change.getKey());
      }
      text = text.replace(change.getKey(), change.getValue());
    }
    return text;
  }
}
