package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.GatewayFacts;
import java.util.List;

/// What Azure said.
///
/// @param assignee whom a role would have to be given to, as `az` takes it
/// @param signIn where it was signed in
/// @param permissions the caller's own on the gateway
public record AzureFacts(
    String assignee,
    Asked<String> signIn,
    Asked<GatewayFacts> gateway,
    Asked<List<RolePermission>> permissions) {
  /// Where nothing could be asked because of what became of the sign-in.
  public static AzureFacts withoutSignIn(String assignee, Asked<String> signIn) {
    String why = "there is no sign-in to Azure";
    return new AzureFacts(assignee, signIn, new Asked.NotAsked<>(why), new Asked.NotAsked<>(why));
  }
}
