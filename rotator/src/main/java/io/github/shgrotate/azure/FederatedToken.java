package io.github.shgrotate.azure;

import io.github.shgrotate.network.FileTrouble;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The service account token that Kubernetes keeps in a file.
final class FederatedToken {
  private FederatedToken() {}

  /// Reads it as it is now.
  ///
  /// @throws RotationFailed with [Reason#CREDENTIAL_UNREADABLE]
  static String read(Path file, Redaction redaction) {
    String why;
    try {
      String token = Files.readString(file).strip();
      if (!token.isEmpty()) {
        redaction.learn(token);
        return token;
      }
      why = "it is empty";
    } catch (IOException e) {
      why = FileTrouble.words(e);
    }
    throw new Failure(
            Reason.CREDENTIAL_UNREADABLE,
            "The federated token of the workload identity cannot be read",
            file.toString(),
            why,
            "Look whether the pod has the label azure.workload.identity/use: \"true\" and its"
                + " service account the client id, and whether AZURE_FEDERATED_TOKEN_FILE is"
                + " right.")
        .thrown();
  }
}
