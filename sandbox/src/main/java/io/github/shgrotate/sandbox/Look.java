package io.github.shgrotate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/// What anybody can see from outside: the Secret, the pods, Azure's log. Asks nobody's word but
/// theirs.
final class Look {
  private final Sandbox sandbox;
  private final PrintStream out;

  Look(Sandbox sandbox, PrintStream out) {
    this.sandbox = sandbox;
    this.out = out;
  }

  void secret() {
    JsonNode secret =
        sandbox.kubernetes().get("Secret", SampleGateway.NAMESPACE, SampleGateway.SECRET);
    String value =
        new String(
            Base64.getDecoder().decode(secret.at("/data/value").asText()), StandardCharsets.UTF_8);
    switch (sandbox.azure().verify(value)) {
      case TokenVerdict.Accepted accepted ->
          out.printf(
              "  Secret   token %s, which Azure accepts: %s key, until %s%n",
              fingerprint(value), accepted.key(), accepted.expiry());
      case TokenVerdict.Refused refused ->
          out.printf("  Secret   what it holds Azure refuses: %s%n", refused.reason());
    }
    secret
        .at("/metadata/annotations")
        .properties()
        .forEach(
            note -> out.printf("           %s: %s%n", note.getKey(), note.getValue().asText()));
  }

  void pods() {
    List<GatewaySighting> gateways =
        sandbox.kubelet().gateways().stream()
            .sorted(Comparator.comparing(GatewaySighting::pod))
            .toList();
    for (GatewaySighting gateway : gateways) {
      out.printf(
          "  pod      %s runs on token %s, %s%s%n",
          gateway.pod(),
          gateway.tokenId().orElse("(none)"),
          gateway.servesNothing() ? "SERVES NOTHING" : "serves",
          gateway.draining() ? ", shutting down" : "");
    }
  }

  void azureLog() {
    for (LoggedRequest request : sandbox.azure().entra().log()) {
      out.println("  " + request);
    }
    for (LoggedRequest request : sandbox.azure().arm().log()) {
      out.println("  " + request);
    }
  }

  private static String fingerprint(String value) {
    return io.github.shgrotate.sandbox.azure.Fingerprint.of(
        value.substring("GatewayKey ".length()));
  }
}
