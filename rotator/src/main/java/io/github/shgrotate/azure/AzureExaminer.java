package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.doctor.Asked;
import io.github.shgrotate.doctor.AzureExamination;
import io.github.shgrotate.doctor.AzureFacts;
import io.github.shgrotate.doctor.RolePermission;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.RotationFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Asks Azure what can be asked without an effect: a sign-in, the gateway, and the caller's own
/// permissions on it. No token is signed.
public final class AzureExaminer implements AzureExamination {
  private final AzureTokenIssuer issuer;

  public AzureExaminer(AzureTokenIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public AzureFacts examine(Gateway gateway) {
    Asked<String> signIn = asked(issuer::signInNow);
    if (signIn.told().isEmpty()) {
      return AzureFacts.withoutSignIn(issuer.assignee(), signIn);
    }
    Asked<GatewayFacts> read = asked(() -> issuer.gateway(gateway));
    return new AzureFacts(
        issuer.assignee(), signIn, read, asked(() -> read(issuer.permissions(gateway))));
  }

  private static <T> Asked<T> asked(Supplier<T> question) {
    try {
      return new Asked.Told<>(question.get());
    } catch (RotationFailed e) {
      return new Asked.Failed<>(e.failure());
    }
  }

  private static List<RolePermission> read(JsonNode permissions) {
    List<RolePermission> all = new ArrayList<>();
    for (JsonNode each : permissions) {
      all.add(new RolePermission(texts(each.path("actions")), texts(each.path("notActions"))));
    }
    return all;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
