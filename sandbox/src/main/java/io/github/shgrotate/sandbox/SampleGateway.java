package io.github.shgrotate.sandbox;

import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.KeySlot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A gateway as the portal installs it: in Azure, and as a Deployment of some pods whose token has
/// six days left. And a service principal that may renew it, with no more rights than it needs.
public final class SampleGateway {
  public static final String SUBSCRIPTION = "2006d617-bee2-430e-8239-c83634af2fef";
  public static final String RESOURCE_GROUP = "rg-edge";
  public static final String SERVICE = "apim-contoso";
  public static final String GATEWAY = "edge-eu";
  public static final String NAMESPACE = "apim";
  public static final String SECRET = "edge-eu-token";
  public static final String WORKLOAD = "edge-eu";
  public static final String CLIENT_ID = "3f1c8a52-6a0e-4a6e-9f0f-6f3f0f2f9a10";
  public static final String CLIENT_SECRET = "only.for~the-sandbox";

  private SampleGateway() {}

  /// Makes it.
  ///
  /// @return the gateway in Azure
  public static Gateway install(Sandbox sandbox, int replicas) {
    Gateway gateway =
        sandbox.azure().resources().gateway(SUBSCRIPTION, RESOURCE_GROUP, SERVICE, GATEWAY);
    sandbox
        .azure()
        .directory()
        .application(CLIENT_ID)
        .withSecret(CLIENT_SECRET)
        .grant(
            gateway.resourceId(),
            "Microsoft.ApiManagement/service/gateways/read",
            "Microsoft.ApiManagement/service/gateways/generateToken/action");
    String token =
        gateway.tokenFromPortal(
            KeySlot.PRIMARY, sandbox.clock().instant().plus(Duration.ofDays(6)));
    sandbox.kubernetes().apply(manifests(sandbox, token, replicas));
    return gateway;
  }

  /// The environment of the script's CronJob for this gateway, and the sign-in.
  public static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SUBSCRIPTION_ID", SUBSCRIPTION);
    environment.put("RESOURCE_GROUP", RESOURCE_GROUP);
    environment.put("APIM_INSTANCE", SERVICE);
    environment.put("APIM_GATEWAY", GATEWAY);
    environment.put("NAMESPACE", NAMESPACE);
    environment.put("TOKEN_SECRET", SECRET);
    environment.put("TOKEN_KEY", "rotate");
    environment.put("K8S_OBJECT", "deployment/" + WORKLOAD);
    environment.put("LOGIN_METHOD", "sp");
    environment.put("SP_ID", CLIENT_ID);
    environment.put("SP_SECRET", CLIENT_SECRET);
    return environment;
  }

  private static String manifests(Sandbox sandbox, String token, int replicas) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata: {name: %1$s}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: %2$s, namespace: %1$s, annotations: {last-used-key: primary}}
    type: Opaque
    stringData: {value: "%3$s"}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %4$s-env, namespace: %1$s}
    data: {config.service.endpoint: "%5$s"}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %4$s, namespace: %1$s}
    spec:
      replicas: %6$d
      selector: {matchLabels: {app: %4$s}}
      strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 25%%}}
      template:
        metadata: {labels: {app: %4$s}}
        spec:
          terminationGracePeriodSeconds: 60
          containers:
            - name: %4$s
              image: mcr.microsoft.com/azure-api-management/gateway:v2
              ports: [{name: http, containerPort: 8080}]
              envFrom: [{configMapRef: {name: %4$s-env}}]
              env:
                - name: config.service.auth
                  valueFrom: {secretKeyRef: {name: %2$s, key: value}}
    """
        .formatted(
            NAMESPACE, SECRET, token, WORKLOAD, sandbox.azure().configuration().uri(), replicas);
  }
}
