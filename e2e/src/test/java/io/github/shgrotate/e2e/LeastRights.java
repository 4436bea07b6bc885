package io.github.shgrotate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The rights in the cluster that the rotator is given by `deploy/rbac.yaml`, and fewer.
final class LeastRights {
  private static final String NAME = "apim-shg-rotate";
  private static final String ACCOUNT = "system:serviceaccount:apim:" + NAME;
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private LeastRights() {}

  /// The rotator with the rights of the shipped manifest, adapted to the sample as its first lines
  /// say.
  static Rotator rotator(SampleWorld world) throws IOException {
    world.apply(
        Files.readString(Path.of("").toAbsolutePath().getParent().resolve("deploy/rbac.yaml"))
            .replace("apim-gateway-token", SampleGateway.SECRET)
            .replace("apim-gateway", SampleGateway.WORKLOAD));
    return Rotator.forSample(world.sandbox(), world.folder(), ACCOUNT);
  }

  /// The rotator with the rights that the bash script needs.
  static Rotator rotatorOfTheScript(SampleWorld world) {
    world.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %1$s, namespace: apim}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [get, update, patch]}
          - {apiGroups: [apps], resources: [deployments, statefulsets], verbs: [get, patch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: %1$s, namespace: apim}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
        subjects: [{kind: ServiceAccount, name: %1$s, namespace: apim}]
        """
            .formatted(NAME));
    return Rotator.forSample(world.sandbox(), world.folder(), ACCOUNT);
  }

  /// Takes a right away.
  static void withdraw(SampleWorld world, String verb, String resource) {
    withdraw(world, verb, rule -> rule.at("/resources/0").asText().equals(resource));
  }

  /// Takes a right away, whatever it is for.
  static void withdraw(SampleWorld world, String verb) {
    withdraw(world, verb, _ -> true);
  }

  private static void withdraw(SampleWorld world, String verb, Predicate<JsonNode> concerned) {
    ObjectNode role =
        world.sandbox().kubernetes().get("Role", SampleGateway.NAMESPACE, NAME).deepCopy();
    for (JsonNode rule : role.path("rules")) {
      if (concerned.test(rule)) {
        ((ArrayNode) rule.path("verbs")).removeIf(each -> each.asText().equals(verb));
      }
    }
    world.apply(role.toString());
  }

  /// What the rotator has asked Kubernetes for, granted or not.
  static List<LoggedRequest> requests(SampleWorld world) {
    return world.sandbox().kubernetes().server().log().stream()
        .filter(
            request ->
                request
                    .exchange()
                    .header("user-agent")
                    .filter(agent -> agent.startsWith(NAME))
                    .isPresent())
        .toList();
  }

  /// What the rotator has asked Kubernetes to write, granted or not.
  static List<LoggedRequest> writes(SampleWorld world) {
    return requests(world).stream().filter(it -> WRITES.contains(it.method())).toList();
  }
}
