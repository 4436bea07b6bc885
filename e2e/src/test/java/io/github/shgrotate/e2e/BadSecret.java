package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SampleGateway;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Secrets that no token can be stored in, and workloads that would not read it there: found before
/// Azure is asked.
final class BadSecret {
  private BadSecret() {}

  static Stream<BadInput> rows() {
    return Stream.of(
        named("no such Secret")
            .with("TOKEN_SECRET", "edge-us-token")
            .where(world -> grant(world, "", "secrets", "edge-us-token"))
            .ends(4, "SecretNotFound")
            .says("no Secret edge-us-token in namespace apim", "kubectl create secret generic"),
        named("no such workload")
            .with("K8S_OBJECT", "deployment/edge-eu,statefulset/edge-us")
            .where(world -> grant(world, "apps", "statefulsets", "edge-us"))
            .ends(4, "WorkloadNotFound")
            .says("no StatefulSet edge-us in namespace apim", "kubectl get"),
        named("an immutable Secret")
            .where(world -> changeSecret(world, secret -> secret.put("immutable", true)))
            .ends(2, "SecretImmutable")
            .says("Secret apim/edge-eu-token", "immutable"),
        named("a Secret of a type of Kubernetes' own")
            .where(
                world -> {
                  world
                      .sandbox()
                      .kubernetes()
                      .delete("Secret", SampleGateway.NAMESPACE, "edge-eu-token");
                  world.apply(
                      """
                      apiVersion: v1
                      kind: Secret
                      metadata: {name: edge-eu-token, namespace: apim}
                      type: kubernetes.io/basic-auth
                      stringData: {username: somebody, password: some.thing~secret}
                      """);
                })
            .hides("some.thing~secret")
            .ends(2, "SecretTypeWrong")
            .says("kubernetes.io/basic-auth", "Opaque"),
        named("a record of the last key that is none, and the other key asked for")
            .where(world -> recordKey(world, "tertiary"))
            .with("TOKEN_KEY", "rotate")
            .ends(2, "KeyRecordInvalid")
            .says("last-used-key", "\"tertiary\"", "--token-key"),
        named("a workload that reads another Secret")
            .where(
                world ->
                    other(world, "valueFrom: {secretKeyRef: {name: edge-us-token, key: value}}"))
            .with("K8S_OBJECT", "deployment/other")
            .ends(2, "SecretNotTheSource")
            .says("Secret apim/edge-us-token", "--token-secret"),
        named("a workload that reads another data key than the one asked for")
            .with("SECRET_KEY", "gateway-key")
            .ends(2, "SecretNotTheSource")
            .says("data key gateway-key", "reads data key value"),
        named("two workloads that read different data keys")
            .where(
                world ->
                    other(
                        world,
                        "valueFrom: {secretKeyRef: {name: edge-eu-token, key: gateway-key}}"))
            .with("K8S_OBJECT", "deployment/edge-eu,deployment/other")
            .ends(2, "SecretKeyAmbiguous")
            .says("value, gateway-key", "read the same one"),
        named("a workload with its token in the pod template")
            .where(
                world ->
                    other(
                        world,
                        "value: \"GatewayKey"
                            + " edge-eu&202701010000&c2lnbmF0dXJlLW9mLXRoZS10b2tlbg==\""))
            .with("K8S_OBJECT", "deployment/other")
            .hides("c2lnbmF0dXJlLW9mLXRoZS10b2tlbg==")
            .ends(2, "SecretNotTheSource")
            .says("written into the pod template", "secretKeyRef"),
        named("a workload that signs in with Entra")
            .where(world -> other(world, "value: workloadIdentity"))
            .with("K8S_OBJECT", "deployment/other")
            .ends(2, "GatewayHasNoToken")
            .says("signs in with Microsoft Entra", "remove this rotation"));
  }

  private static void recordKey(SampleWorld world, String key) {
    changeSecret(
        world,
        secret ->
            secret.withObject("/metadata").withObject("/annotations").put("last-used-key", key));
  }

  private static void changeSecret(SampleWorld world, Consumer<ObjectNode> change) {
    world.edit("Secret", SampleGateway.SECRET, change);
  }

  /// A second workload, without pods.
  private static void other(SampleWorld world, String source) {
    grant(world, "apps", "deployments", "other");
    world.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: other, namespace: apim}
        spec:
          replicas: 0
          selector: {matchLabels: {app: other}}
          template:
            metadata: {labels: {app: other}}
            spec:
              containers:
                - name: gateway
                  image: mcr.microsoft.com/azure-api-management/gateway:v2
                  env:
                    - name: config.service.auth
                      %s
        """
            .formatted(source));
  }

  private static void grant(SampleWorld world, String group, String resource, String name) {
    world.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: more, namespace: apim}
        rules:
          - {apiGroups: ["%s"], resources: ["%s"], resourceNames: ["%s"], verbs: [get, watch, patch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: more, namespace: apim}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: more}
        subjects: [{kind: ServiceAccount, name: apim-shg-rotate, namespace: apim}]
        """
            .formatted(group, resource, name));
  }
}
