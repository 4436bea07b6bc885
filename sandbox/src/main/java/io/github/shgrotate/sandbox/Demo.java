package io.github.shgrotate.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One rotation, seen from outside: a gateway of three pods, the rotator as a process of its own,
/// and what the Secret, the pods and Azure say before and after.
public final class Demo {
  private static final int PODS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Demo() {}

  /// Runs it.
  ///
  /// @param arguments the command that rotates
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(List.of(arguments), System.out));
  }

  private static int run(List<String> command, PrintStream out)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("apim-shg-rotate-demo");
    try (Sandbox sandbox = Sandbox.start()) {
      SampleGateway.install(sandbox, PODS);
      awaitPods(sandbox);
      Look look = new Look(sandbox, out);
      out.println("Before:");
      look.secret();
      look.pods();
      out.println();
      out.println(
          "$ " + String.join(" ", command) + "     (with the environment of the script's CronJob)");
      int exitCode = rotate(sandbox, folder, command);
      out.println();
      out.println("After (exit code " + exitCode + "):");
      look.secret();
      look.pods();
      out.println();
      out.println("What Azure saw:");
      look.azureLog();
      return exitCode;
    } finally {
      deleteAll(folder);
    }
  }

  private static int rotate(Sandbox sandbox, Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = process.environment();
    // Whatever proxy this machine uses has no business on loopback.
    environment
        .keySet()
        .removeIf(name -> name.toUpperCase(java.util.Locale.ROOT).endsWith("_PROXY"));
    environment.putAll(sandbox.environment(folder, "admin"));
    environment.putAll(SampleGateway.environment());
    return process.start().waitFor();
  }

  private static void awaitPods(Sandbox sandbox) throws InterruptedException {
    for (long waited = 0; waited < PATIENCE.toMillis(); waited += 50) {
      if (sandbox.kubelet().gateways().stream().filter(gateway -> gateway.ready()).count()
          == PODS) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the demo's pods have not come up");
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
