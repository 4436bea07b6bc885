package io.github.shgrotate.e2e.benchmark;

import io.github.shgrotate.e2e.controlplane.Corner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where Azure CLI and kubectl run: a new home for each rotation, as the pod of a CronJob has, in
/// which Azure CLI has been told of the sandbox's cloud and nothing else.
final class ScriptHome {
  // Where nobody listens: whatever would leave the machine fails, and at once.
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final Path folder;
  private final Path az;
  private final Path kubectl;
  private int homes;

  /// @param az the program, as is kubectl
  ScriptHome(Path folder, Path az, Path kubectl) {
    this.folder = folder;
    this.az = az;
    this.kubectl = kubectl;
  }

  /// Tells Azure CLI of the cloud, and grants what the script needs beyond what the product does.
  void prepare(Corner corner, Meter meter) throws IOException, InterruptedException {
    corner
        .application()
        .grant(
            corner.gateway().resourceId().replaceFirst("/gateways/.*", ""),
            "Microsoft.ApiManagement/service/read");
    String arm = corner.azure().arm().uri().toString();
    Map<String, String> environment = environment(corner, told());
    for (List<String> words :
        List.of(
            List.of("register", "--name", "sandbox", "--endpoint-resource-manager", arm),
            List.of("set", "--name", "sandbox"))) {
      List<String> command = new ArrayList<>(List.of(az.toString(), "cloud"));
      command.addAll(words);
      Meter.Reading reading = meter.run(new Launch(command, environment));
      if (reading.exitCode() != 0) {
        throw new IllegalStateException("Azure CLI knows no other cloud: " + reading.said());
      }
    }
  }

  Launch next(Corner corner) throws IOException {
    Path home = folder.resolve("home-" + ++homes);
    Path azure = Files.createDirectories(home.resolve(".azure"));
    for (String name : List.of("config", "clouds.config")) {
      Files.copy(told().resolve(".azure").resolve(name), azure.resolve(name));
    }
    Map<String, String> environment = environment(corner, home);
    environment.put(
        "NEXT_KEY", corner.annotation("last-used-key").equals("primary") ? "secondary" : "primary");
    return new Launch(List.of("/bin/bash", Meter.resource("script").toString()), environment);
  }

  private Path told() {
    return folder.resolve("home");
  }

  private Map<String, String> environment(Corner corner, Path home) {
    Map<String, String> environment = new LinkedHashMap<>(corner.environment());
    environment.put(
        "PATH",
        String.join(File.pathSeparator, parent(az), parent(kubectl), System.getenv("PATH")));
    environment.put("HOME", home.toString());
    environment.put("AZURE_CONFIG_DIR", home.resolve(".azure").toString());
    environment.put("AZURE_CORE_COLLECT_TELEMETRY", "false");
    environment.put("AZURE_CORE_INSTANCE_DISCOVERY", "false");
    environment.put("AZURE_CORE_NO_COLOR", "true");
    environment.put("REQUESTS_CA_BUNDLE", corner.environment().getOrDefault("SSL_CERT_FILE", ""));
    environment.put("HTTPS_PROXY", NOWHERE);
    environment.put("HTTP_PROXY", NOWHERE);
    environment.put("NO_PROXY", "127.0.0.1,localhost");
    return environment;
  }

  private static String parent(Path program) {
    return Objects.requireNonNull(program.getParent()).toString();
  }
}
