package io.github.shgrotate.manifests;

import io.github.shgrotate.rotation.RotationRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The ServiceAccount, and in every namespace that it works in a Role and its binding.
final class RbacDocuments {
  private RbacDocuments() {}

  static String of(Installation installation) {
    StringBuilder text = new StringBuilder("# The account of the rotator, and all that it needs.");
    text.append(
        installation.isSample()
            ? " To adapt: everything marked \"<-\", and the namespace (four times).\n"
            : "\n");
    text.append(account(installation));
    for (String namespace : installation.namespaces()) {
      text.append("---\n").append(role(installation, namespace));
      text.append("---\n").append(binding(installation, namespace));
    }
    return text.toString();
  }

  private static String account(Installation installation) {
    String account =
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: %s
          namespace: %s
        """
            .formatted(
                YamlScalar.of(installation.serviceAccount()),
                YamlScalar.of(installation.namespace()));
    if (installation.signIn() instanceof PodSignIn.WorkloadIdentity(String id, var tenant)) {
      return account
          + """
            annotations:
              azure.workload.identity/client-id: %s
          """
              .formatted(installation.marked(id, Sample.CLIENT_ID))
          + annotation("azure.workload.identity/tenant-id", tenant);
    }
    return installation.isSample()
        ? account
            + """
              # Only for workload identity (cronjob-workload-identity.yaml): the client id of the app or of the managed identity.
              # annotations:
              #   azure.workload.identity/client-id: %s
            """
                .formatted(Sample.CLIENT_ID.value())
        : account;
  }

  private static String annotation(String name, Optional<String> value) {
    return value.map(text -> "    %s: %s\n".formatted(name, YamlScalar.of(text))).orElse("");
  }

  private static String role(Installation installation, String namespace) {
    List<RotationRequest> rotations =
        installation.rotations().stream()
            .filter(each -> each.namespace().equals(namespace))
            .toList();
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata:
      name: %s
      namespace: %s
    rules:
    """
            .formatted(YamlScalar.of(installation.roleName(namespace)), YamlScalar.of(namespace))
        + Grant.of(rotations).stream()
            .map(grant -> rule(installation, grant))
            .collect(Collectors.joining());
  }

  private static String rule(Installation installation, Grant grant) {
    StringBuilder rule = new StringBuilder();
    grant.why().forEach(line -> rule.append("  # ").append(line).append('\n'));
    if (installation.isSample() && grant.group().equals("apps")) {
      rule.append("  # For another kind, write statefulsets or daemonsets; for several workloads,")
          .append(" name them all.\n");
    }
    rule.append("  - apiGroups: [%s]\n".formatted(group(grant)))
        .append("    resources: [%s]\n".formatted(grant.resource()));
    if (!grant.names().isEmpty()) {
      rule.append("    resourceNames: [%s]%s\n".formatted(list(grant), mark(installation, grant)));
    }
    return rule.append("    verbs: [%s]\n".formatted(String.join(", ", grant.verbs()))).toString();
  }

  private static String group(Grant grant) {
    return grant.group().isEmpty() ? "\"\"" : grant.group();
  }

  private static String list(Grant grant) {
    return grant.names().stream().map(YamlScalar::of).collect(Collectors.joining(", "));
  }

  private static String mark(Installation installation, Grant grant) {
    Sample sample = grant.group().isEmpty() ? Sample.TOKEN_SECRET : Sample.K8S_OBJECT;
    return installation.samples().contains(sample) ? sample.mark() : "";
  }

  private static String binding(Installation installation, String namespace) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata:
      name: %1$s
      namespace: %2$s
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: Role
      name: %1$s
    subjects:
      - kind: ServiceAccount
        name: %3$s
        namespace: %4$s
    """
        .formatted(
            YamlScalar.of(installation.roleName(namespace)),
            YamlScalar.of(namespace),
            YamlScalar.of(installation.serviceAccount()),
            YamlScalar.of(installation.namespace()));
  }
}
