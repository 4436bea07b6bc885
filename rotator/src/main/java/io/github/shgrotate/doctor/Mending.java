package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.status.Advice;
import java.util.ArrayList;
import java.util.List;

/// What mends a failure, as commands with the names in them.
final class Mending {
  /// Azure's own role that has every action a rotation can use.
  static final String ROLE = "API Management Service Contributor";

  private Mending() {}

  static List<Advice> of(Failure failure, RotationRequest request) {
    String namespace = request.namespace();
    String secret = request.secretName();
    return switch (failure.reason()) {
      case SECRET_NOT_FOUND ->
          List.of(
              Advice.of(
                  "make an empty one, which the first rotation fills",
                  kubectl(namespace, "create", "secret", "generic", secret)));
      case SECRET_IMMUTABLE ->
          List.of(
              Advice.of(
                  "delete it; running pods go on", kubectl(namespace, "delete", "secret", secret)),
              Advice.of(
                  "make it anew, and rotate at once: no pod can start until then",
                  kubectl(namespace, "create", "secret", "generic", secret)));
      case SECRET_TYPE_WRONG ->
          List.of(
              Advice.of(
                  "make one of type Opaque, let the gateway read that one, and name it with"
                      + " --token-secret",
                  kubectl(namespace, "create", "secret", "generic", "NEW_SECRET")));
      case KEY_RECORD_INVALID ->
          List.of(
              Advice.of(
                  "set it to the key used last",
                  kubectl(
                      namespace,
                      "annotate",
                      "secret",
                      secret,
                      "--overwrite",
                      "last-used-key=primary")));
      case WORKLOAD_NOT_FOUND ->
          List.of(
              Advice.of(
                  "name one of those that there are with --k8s-object",
                  kubectl(namespace, "get", "deployments,statefulsets,daemonsets")));
      case KUBERNETES_SIGN_IN_REFUSED ->
          List.of(Advice.of("see as whom it is asked", "kubectl", "auth", "whoami"));
      default -> List.of(Advice.of(Finding.withoutStop(failure.next())));
    };
  }

  static Advice patch(String sentence, RotationRequest request, WorkloadRef workload, String json) {
    return Advice.of(
        sentence,
        kubectl(request.namespace(), "patch", workload.toString(), "--type=merge", "-p", json));
  }

  static String[] kubectl(String namespace, String... words) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(words));
    command.add("-n");
    command.add(namespace);
    return command.toArray(String[]::new);
  }
}
