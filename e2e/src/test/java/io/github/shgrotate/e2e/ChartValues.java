package io.github.shgrotate.e2e;

import java.util.ArrayList;
import java.util.List;

/// The same installation, said once in the chart's values and once in options of `manifests`.
enum ChartValues {
  WORKLOAD_IDENTITY(
      "",
      """
      azure: {clientId: 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21}
      """,
      "-c 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21"),
  WORKLOAD_IDENTITY_OF_ANOTHER_TENANT(
      "",
      """
      azure: {clientId: 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21, tenant: contoso.com, cloud: china}
      """,
      "-c 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21 --tenant contoso.com --azure-cloud china"),
  CLIENT_SECRET(
      "",
      """
      azure: {login: sp, clientId: 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21, tenant: contoso.com}
      """,
      "-l sp -c 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21 --tenant contoso.com"),
  CERTIFICATE(
      "",
      """
      azure: {login: sp, clientId: 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21, tenant: contoso.com, mountSecret: true}
      rootsConfigMap: apim-shg-rotate-roots
      """,
      "-c 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21 --tenant contoso.com --client-secret-file sp.pem"
          + " --ca-file roots.pem"),
  MANAGED_IDENTITY(
      "",
      """
      azure: {login: identity}
      schedule: "5 4 * * 1"
      serviceAccount: {name: other}
      """,
      "-l identity --service-account other --schedule 5,4,*,*,1"),
  EVERY_PROOF(
      "",
      """
      azure: {login: identity, clientId: 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21}
      proof: {hold: 90s, checkLogs: true, signature: true, probeUrl: "http://{podIP}:8080/status"}
      revokeOldKey: true
      rolloutTimeout: 1h
      renewBefore: 240h
      """,
      "-l identity -c 9b2d8c0f-62a1-4d3e-8f0b-5c1f4a7e6d21 --hold 90s --check-logs"
          + " --prove-signature --probe-url http://{podIP}:8080/status --revoke-old-key"
          + " --rollout-timeout 1h --renew-before 240h"),
  NO_WAIT(
      "",
      """
      azure: {login: identity}
      proof: {noWait: true}
      env: {STRICT_OWNERSHIP: "true", TOKEN_LIFETIME: 20d}
      secretKey: gateway-key
      tokenKey: primary
      """,
      "-l identity --no-wait --strict-ownership --token-lifetime 20d --secret-key gateway-key"
          + " --token-key primary"),
  ANOTHER_CLOUD(
      "",
      """
      azure:
        login: identity
        armEndpoint: https://arm.local:8443
        armAudience: https://arm.local/
        authorityHost: https://entra.local
      """,
      "-l identity --arm-endpoint https://arm.local:8443 --arm-audience https://arm.local/"
          + " --authority-host https://entra.local"),
  MANY_GATEWAYS(
      """
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: one, namespace: apim}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: "o'neil $x"}
        secretRef: {name: one-token}
        workloads: [{kind: Deployment, name: one}, {kind: StatefulSet, name: two}]
      ---
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: three, namespace: factory}
      spec:
        gateway:
          resourceId: /subscriptions/2006d617-bee2-430e-8239-c83634af2fef/resourceGroups/rg/providers/Microsoft.ApiManagement/service/apim/gateways/three
        secretRef: {name: three-token, key: value}
        revokeOldKey: true
        rolloutTimeout: 20m
        workloads: [{kind: DaemonSet, name: three}]
      ---
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: four, namespace: apim}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: four}
        secretRef: {name: four-token}
        workloads: [{kind: Deployment, name: four}]
      """,
      """
      azure: {login: identity}
      concurrency: 2
      gateways:
        - name: one
          spec:
            gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: "o'neil $x"}
            secretRef: {name: one-token}
            workloads: [{kind: Deployment, name: one}, {kind: StatefulSet, name: two}]
        - name: three
          namespace: factory
          spec:
            gateway:
              resourceId: /subscriptions/2006d617-bee2-430e-8239-c83634af2fef/resourceGroups/rg/providers/Microsoft.ApiManagement/service/apim/gateways/three
            secretRef: {name: three-token, key: value}
            revokeOldKey: true
            rolloutTimeout: 20m
            workloads: [{kind: DaemonSet, name: three}]
        - name: four
          spec:
            gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: four}
            secretRef: {name: four-token}
            workloads: [{kind: Deployment, name: four}]
      """,
      "-l identity --concurrency 2"),
  AS_MANY_AS_MAY_BE(
      """
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: one, namespace: apim}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: one}
        secretRef: {name: one-token}
        rolloutTimeout: 3h
        workloads: [{kind: Deployment, name: one}]
      ---
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: two, namespace: apim}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: two}
        secretRef: {name: two-token}
        rolloutTimeout: 1h
        workloads: [{kind: Deployment, name: two}]
      """,
      """
      azure: {login: identity}
      gateways:
        - name: one
          spec:
            gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: one}
            secretRef: {name: one-token}
            rolloutTimeout: 3h
            workloads: [{kind: Deployment, name: one}]
        - name: two
          spec:
            gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: apim, name: two}
            secretRef: {name: two-token}
            rolloutTimeout: 1h
            workloads: [{kind: Deployment, name: two}]
      """,
      "-l identity");

  private static final String IMAGE =
      """
      image: {repository: registry.example/rotate, tag: "1"}
      """;
  private static final String GATEWAY =
      """
      gateway:
        subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef
        resourceGroup: rg-(edge).1
        service: apim-contoso
        name: "- o'neil: \\"$(NAMESPACE)\\" {日本} \\u2028"
      tokenSecret: "123"
      workloads: [{kind: Deployment, name: "1e3"}, {kind: StatefulSet, name: true.x}]
      """;
  private static final List<String> GATEWAY_OPTIONS =
      List.of(
          "--subscription-id=2006d617-bee2-430e-8239-c83634af2fef",
          "--resource-group=rg-(edge).1",
          "--apim-instance=apim-contoso",
          "--apim-gateway=- o'neil: \"$(NAMESPACE)\" {日本} \u2028",
          "--token-secret=123",
          "--k8s-object=deployment/1e3,statefulset/true.x");

  private final String documents;
  private final String values;
  private final String options;

  ChartValues(String documents, String values, String options) {
    this.documents = documents;
    this.values = values;
    this.options = options;
  }

  /// A file of gateways; empty for one gateway.
  String documents() {
    return documents;
  }

  String yaml() {
    return IMAGE + (documents.isEmpty() ? GATEWAY : "") + values;
  }

  /// Without those that say where a file is.
  List<String> options() {
    List<String> all =
        new ArrayList<>(List.of("manifests", "-n", "apim", "--image=registry.example/rotate:1"));
    if (documents.isEmpty()) {
      all.addAll(GATEWAY_OPTIONS);
    }
    // A schedule has blanks.
    for (String word : options.split(" ", -1)) {
      all.add(word.equals("5,4,*,*,1") ? "5 4 * * 1" : word);
    }
    return all;
  }
}
