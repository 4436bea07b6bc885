package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// Values that many tests begin with.
final class Samples {
  static final String SECRET_PATH = "/api/v1/namespaces/apim/secrets/gw-token";
  static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/apim/deployments";
  static final String DEPLOYMENT_PATH = DEPLOYMENTS + "/gw";
  static final String PODS = "/api/v1/namespaces/apim/pods";
  static final String EVENTS = "/api/v1/namespaces/apim/events";
  static final WorkloadRef DEPLOYMENT = new WorkloadRef(WorkloadKind.DEPLOYMENT, "gw");

  /// The invented one of the notes on Azure.
  static final String TOKEN =
      "gw1&203001311234&z8BmuVPIWFojcdGr5+mp5cNF1NpZKe/SKLs679qDPwN"
          + "+O7cJculvG6JSA9H21p8lX8GqATGrHZdMKIvLxUv99A==";

  static final String SIGNATURE = "z8BmuVPIWFojcdGr5";

  private Samples() {}

  static GatewayToken token() {
    try {
      return GatewayToken.parse(TOKEN);
    } catch (GatewayToken.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static TokenRecord record() {
    return new TokenRecord(
        "value",
        new Gateway("11111111-2222-3333-4444-555555555555", "rg", "contoso", "gw1"),
        KeySlot.SECONDARY,
        token().facts(),
        Instant.parse("2026-11-24T10:00:30.123Z"));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String secret(String resourceVersion, String data) {
    return """
    kind: Secret
    metadata: {name: gw-token, uid: s-1, resourceVersion: "%s", annotations: {last-used-key: primary}}
    type: Opaque
    data: %s
    """
        .formatted(resourceVersion, data);
  }

  static String deployment(String resourceVersion) {
    return deployment(resourceVersion, "");
  }

  /// @param annotations of the workload, in YAML's flow style
  static String deployment(String resourceVersion, String annotations) {
    return """
    kind: Deployment
    metadata: {name: gw, uid: d-1, resourceVersion: "%s", generation: 1, annotations: {%s}}
    spec:
      selector: {matchLabels: {app: gw}}
      template: {spec: {containers: []}}
    """
        .formatted(resourceVersion, annotations);
  }

  static String event(String type, String object) {
    return "{type: %s, object: %s}".formatted(type, Yaml.tree(object));
  }

  static String status(int code, String message) {
    return "{kind: Status, status: Failure, code: %d, message: '%s'}"
        .formatted(code, message.replace("'", "''"));
  }
}
