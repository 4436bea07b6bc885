package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The shipped `deploy/rbac.yaml`, with its names adapted as its first lines tell a user to.
final class Rights {
  /// The account's name there.
  static final String ACCOUNT = "apim-shg-rotate";

  private static final Path FILE = Path.of("").toAbsolutePath().resolveSibling("deploy/rbac.yaml");

  private Rights() {}

  static List<ObjectNode> manifests(String namespace, String secret, Kind kind, String workload) {
    String text = read();
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
    return Trees.documents(text);
  }

  private static String read() {
    try {
      return Files.readString(FILE) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
