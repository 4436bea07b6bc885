package io.github.shgrotate.dist;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes the ahead-of-time cache: the program rotates the token of a gateway in the sandbox once,
/// and Java keeps what it has loaded and linked for that.
final class Training {
  private static final int PODS = 1;
  private static final int POLLS = 600;
  private static final int POLL_MILLIS = 50;

  private final Layout layout;

  private Training(Layout layout) {
    this.layout = layout;
  }

  /// @param layout complete but for the cache; no file of it may change any more
  static void of(Layout layout) throws IOException, InterruptedException {
    Training training = new Training(layout);
    training.rotate();
    training.check();
  }

  private void rotate() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("apim-shg-rotate-training");
    try (Sandbox sandbox = Sandbox.start()) {
      SampleGateway.install(sandbox, PODS);
      awaitPods(sandbox);
      Map<String, String> environment = new TreeMap<>(sandbox.environment(folder, "admin"));
      environment.putAll(SampleGateway.environment());
      List<String> command = new ArrayList<>(layout.java());
      command.add("-XX:AOTCacheOutput=" + layout.cache());
      command.addAll(layout.mainClass());
      // Options too, beside the environment: they are read by other classes.
      command.addAll(List.of("--token-key", "rotate"));
      run(environment, command);
    } finally {
      Folders.delete(folder);
    }
  }

  /// Fails when the cache does not fit the place it has been made for.
  private void check() throws IOException, InterruptedException {
    run(
        Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"),
        List.of(layout.launcher().toString(), "--version"));
  }

  private static void run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing of this machine: no proxy, no account.
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the training run failed:\n" + said);
    }
  }

  private static void awaitPods(Sandbox sandbox) throws InterruptedException {
    for (int i = 0; i < POLLS; i++) {
      if (sandbox.kubelet().gateways().stream().filter(pod -> pod.ready()).count() == PODS) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException("the sandbox's pod has not come up");
  }
}
