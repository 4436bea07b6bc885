package io.github.shgrotate.e2e;

/// The ways in which a gateway's token lies in a Secret and reaches its pods.
enum GatewayShape {
  /// The portal's YAML, most samples, and the bash script.
  PORTAL("edge-token", "value", reference("edge-token", "value")),

  /// The official Helm chart, with a Secret that it has made.
  HELM_CHART("edge-release", "gateway-key", reference("edge-release", "gateway-key")),

  /// Microsoft's article of 2026: a ConfigMap and a Secret, each taken in whole.
  ARTICLE(
      "apim-access-token",
      "config.service.auth.key",
      """
      envFrom:
        - configMapRef: {name: article-env}
        - secretRef: {name: apim-access-token}
      """),

  /// As the Azure Arc extension does: a data key of its own, in a Secret with more in it.
  ARC_EXTENSION(
      "arc-gateway", "gateway.auth.token", reference("arc-gateway", "gateway.auth.token"));

  private final String secret;
  private final String dataKey;
  private final String environment;

  GatewayShape(String secret, String dataKey, String environment) {
    this.secret = secret;
    this.dataKey = dataKey;
    this.environment = environment;
  }

  String secret() {
    return secret;
  }

  String dataKey() {
    return dataKey;
  }

  /// Makes the Secret, with other things in it that must stay, and what the pods need besides.
  void installSecret(SampleWorld world) {
    // The second holds what the portal's does; the first, how the article's gateway finds its
    // token.
    world.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: article-env, namespace: apim}
        data: {config.service.endpoint: "%1$s", config.service.auth: key, gateway.name: edge-eu}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: plain-env, namespace: apim}
        data: {config.service.endpoint: "%1$s"}
        """
            .formatted(world.sandbox().azure().configuration().uri()));
    String owner =
        world
            .sandbox()
            .kubernetes()
            .get("ConfigMap", "apim", "plain-env")
            .at("/metadata/uid")
            .asText();
    world.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s
          namespace: apim
          labels: {app.kubernetes.io/part-of: edge}
          annotations: {example.com/owner: team-edge}
          ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: plain-env, uid: %s}]
        type: example.com/gateway
        stringData: {"%s": "%s", other.key: other-value}
        """
            .formatted(secret, owner, dataKey, world.tokenFromPortal()));
  }

  /// Makes a workload whose pods read the Secret.
  ///
  /// @param kind `Deployment`, `StatefulSet` or `DaemonSet`
  void installWorkload(SampleWorld world, String kind, String name) {
    String replicas = kind.equals("DaemonSet") ? "" : "replicas: 2";
    String service = kind.equals("StatefulSet") ? "serviceName: " + name : "";
    world.apply(
        """
        apiVersion: apps/v1
        kind: %1$s
        metadata: {name: %2$s, namespace: apim}
        spec:
          selector: {matchLabels: {app: %2$s}}
          %3$s
          %4$s
          template:
            metadata: {labels: {app: %2$s}}
            spec:
              containers:
                - name: gateway
                  image: mcr.microsoft.com/azure-api-management/gateway:v2
                  ports: [{name: http, containerPort: 8080}]
        """
                .formatted(kind, name, replicas, service)
            + environment.indent(10));
  }

  private static String reference(String secret, String dataKey) {
    return """
    envFrom: [{configMapRef: {name: plain-env}}]
    env:
      - name: config.service.auth
        valueFrom: {secretKeyRef: {name: %s, key: %s}}
    """
        .formatted(secret, dataKey);
  }
}
