package io.github.shgrotate.e2e.controlplane;

/// The four ways in which gateways get their token out of a Secret.
public enum Shape {
  /// The portal's YAML, and most samples.
  PORTAL(
      "value",
      "%s-token",
      """
      containers:
        - name: %1$s
          image: mcr.microsoft.com/azure-api-management/gateway:v2
          ports: [{name: http, containerPort: 8080}, {name: https, containerPort: 8081}]
          readinessProbe: {httpGet: {path: /status-0123456789abcdef, port: http}}
          envFrom: [{configMapRef: {name: %1$s-env}}]
          env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: %2$s, key: value}}
      """),

  /// As the official Helm chart renders it.
  HELM(
      "gateway-key",
      "%s",
      """
      serviceAccountName: default
      containers:
        - name: azure-api-management-gateway
          image: mcr.microsoft.com/azure-api-management/gateway:2.11.1
          imagePullPolicy: IfNotPresent
          ports: [{name: http, containerPort: 8080, protocol: TCP}]
          readinessProbe: {httpGet: {path: /status-0123456789abcdef, port: http}}
          env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: %2$s, key: gateway-key}}
          envFrom: [{configMapRef: {name: %1$s-env}}]
      """),

  /// The article on token authentication of 2026: the whole Secret becomes variables.
  ARTICLE(
      "config.service.auth.key",
      "apim-access-token",
      """
      containers:
        - name: %1$s
          image: mcr.microsoft.com/azure-api-management/gateway:v2
          ports: [{name: http, containerPort: 8080}]
          envFrom: [{configMapRef: {name: %1$s-env}}, {secretRef: {name: %2$s}}]
          env: [{name: config.service.auth, value: key}]
      """),

  /// Like the Azure Arc extension, whose Secret is not documented: a data key of its own, beside a
  /// second container that has nothing to do with the token.
  ARC(
      "gateway.auth.token",
      "%s-gateway-auth",
      """
      containers:
        - name: collector
          image: collector.example/agent:1
        - name: gateway
          image: mcr.microsoft.com/azure-api-management/gateway:2.11.1
          ports: [{name: http, containerPort: 8080}]
          envFrom: [{configMapRef: {name: %1$s-env}}]
          env:
            - name: gateway.deployment
              value: arc
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: %2$s, key: gateway.auth.token}}
      """);

  private final String dataKey;
  private final String secretName;
  private final String podSpec;

  Shape(String dataKey, String secretName, String podSpec) {
    this.dataKey = dataKey;
    this.secretName = secretName;
    this.podSpec = podSpec;
  }

  /// The data key that holds the token.
  public String dataKey() {
    return dataKey;
  }

  String secretName(String workload) {
    return secretName.formatted(workload);
  }

  /// The pod's spec, as YAML.
  String podSpec(String workload) {
    return podSpec.formatted(workload, secretName(workload));
  }

  /// The workload's name for a gateway.
  String workload(String gateway) {
    return this == HELM ? gateway + "-azure-api-management-gateway" : gateway;
  }
}
