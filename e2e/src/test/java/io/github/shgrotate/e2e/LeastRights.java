package io.github.shgrotate.e2e;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The rights in the cluster that the rotator is given by `deploy/rbac.yaml`.
final class LeastRights {
  private static final String ACCOUNT = "system:serviceaccount:apim:apim-shg-rotate";
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private LeastRights() {}

  /// The shipped manifest, adapted to the sample as its first lines say.
  static String manifest() throws IOException {
    return Files.readString(Path.of("").toAbsolutePath().getParent().resolve("deploy/rbac.yaml"))
        .replace("apim-gateway-token", SampleGateway.SECRET)
        .replace("apim-gateway", SampleGateway.WORKLOAD);
  }

  /// The rotator with these rights.
  static Rotator rotator(SampleWorld world) throws IOException {
    world.apply(manifest());
    return Rotator.forSample(world.sandbox(), world.folder(), ACCOUNT);
  }

  /// What the rotator has asked Kubernetes to write, granted or not.
  static List<LoggedRequest> writes(SampleWorld world) {
    return world.sandbox().kubernetes().server().log().stream()
        .filter(request -> WRITES.contains(request.method()))
        .filter(
            request ->
                request
                    .exchange()
                    .header("user-agent")
                    .filter(agent -> agent.startsWith("apim-shg-rotate"))
                    .isPresent())
        .toList();
  }
}
