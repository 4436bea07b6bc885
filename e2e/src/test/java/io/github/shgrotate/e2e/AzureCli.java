package io.github.shgrotate.e2e;

import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.azure.SandboxAzure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The real Azure CLI, which knows no cloud but a sandbox's: at home in a folder of its own,
/// without the user's settings, and with no way out of the machine.
public final class AzureCli {
  private static final String SCRIPT = "azure-cli";
  // A port where nobody listens: whatever leaves the machine fails, and at once.
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final Path program;
  private final Path folder;

  /// Makes the sandbox its cloud; nobody is signed in yet.
  ///
  /// @param authorityPem the certificate of whoever signed the sandbox's
  /// @param folder its home; an empty one for each
  public AzureCli(SandboxAzure azure, String authorityPem, Path folder)
      throws IOException, InterruptedException {
    this.program = require();
    this.folder = folder;
    Files.writeString(certificates(), authorityPem);
    String arm = azure.arm().uri().toString();
    run("cloud", "register", "--name", "sandbox", "--endpoint-resource-manager", arm).text();
    run("cloud", "set", "--name", "sandbox").text();
  }

  /// Where there is one that is new enough; `e2e/azure-cli` installs it.
  public static Optional<Path> find() throws IOException, InterruptedException {
    return ForeignProgram.find(SCRIPT).map(ForeignProgram::path);
  }

  public static boolean isHere() throws IOException, InterruptedException {
    return find().isPresent();
  }

  /// Aborts the test, loudly, where there is none; in CI it fails.
  public static Path require() throws IOException, InterruptedException {
    return ForeignProgram.of(SCRIPT).path();
  }

  /// That of a program which calls it.
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PATH",
        Optional.ofNullable(program.getParent()).orElseThrow()
            + File.pathSeparator
            + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("AZURE_CONFIG_DIR", folder.resolve("azure").toString());
    environment.put("AZURE_CORE_COLLECT_TELEMETRY", "false");
    environment.put("AZURE_CORE_INSTANCE_DISCOVERY", "false");
    environment.put("AZURE_CORE_NO_COLOR", "true");
    environment.put("REQUESTS_CA_BUNDLE", certificates().toString());
    environment.put("HTTPS_PROXY", NOWHERE);
    environment.put("HTTP_PROXY", NOWHERE);
    environment.put("NO_PROXY", "127.0.0.1,localhost");
    return environment;
  }

  /// Runs it to its end, whichever that is.
  ///
  /// @param words behind `az`
  public ForeignProgram.Run run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(words));
    return ForeignProgram.run(folder, environment(), command);
  }

  /// Signs in to the sandbox's home tenant as a service principal.
  ///
  /// @param credential such as `--password` and the secret
  public ForeignProgram.Run logIn(String clientId, String... credential)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("login", "--service-principal", "--username", clientId));
    words.addAll(List.of("--tenant", Directory.HOME_TENANT));
    words.addAll(Arrays.asList(credential));
    return run(words.toArray(String[]::new));
  }

  /// Pastes lines into a shell that stands in its home, and stops at the first that fails.
  ///
  /// @param variables more of the shell's environment
  public ForeignProgram.Run paste(String lines, Map<String, String> variables)
      throws IOException, InterruptedException {
    Map<String, String> all = environment();
    all.putAll(variables);
    return ForeignProgram.run(folder, all, List.of("bash", "-euo", "pipefail", "-c", lines));
  }

  private Path certificates() {
    return folder.resolve("ca.pem");
  }
}
