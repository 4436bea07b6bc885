package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A token that somebody else keeps fresh in a file, as the kubelet does for a pod's
/// ServiceAccount. Read for every request: the file changes while the process runs.
final class TokenFile implements BearerToken {
  private final Path file;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public String current() {
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw unusable("it cannot be read (" + e.getClass().getSimpleName() + ")").thrown();
    }
    if (token.isEmpty()) {
      throw unusable("it is empty").thrown();
    }
    return BearerToken.in(token).orElseThrow(() -> unusable("it " + UNFIT).thrown());
  }

  @Override
  public String otherThan(String refused) {
    return current();
  }

  private Failure unusable(String why) {
    return new Failure(
        Reason.KUBECONFIG_INVALID,
        "There is no token to sign in to Kubernetes with",
        file.toString(),
        why,
        "Check that the file exists and that this process may read it; in a pod, that "
            + "automountServiceAccountToken is not false.");
  }
}
