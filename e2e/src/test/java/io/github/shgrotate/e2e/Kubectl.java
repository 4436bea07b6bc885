package io.github.shgrotate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The real kubectl, as an administrator of a sandbox's cluster, taking command lines as somebody
/// pastes them into a shell.
final class Kubectl {
  private final Path kubeconfig;
  private final Path home;

  Kubectl(SampleWorld world) throws IOException {
    home = Files.createDirectories(world.folder().resolve("kubectl-home"));
    kubeconfig =
        Files.writeString(
            home.resolve("kubeconfig"), world.sandbox().kubernetes().kubeconfig("admin"));
  }

  static boolean isHere() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  /// Runs it, and fails when it does.
  void run(String commandLine) throws IOException, InterruptedException {
    Path said = Files.createTempFile(home, "said", "");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", commandLine)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                home.toString(),
                "KUBECONFIG",
                kubeconfig.toString()));
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("kubectl has not ended: " + commandLine);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(commandLine + "\n" + Files.readString(said));
    }
  }
}
