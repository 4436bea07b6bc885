package io.github.shgrotate.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// The sandbox by names instead of loopback addresses, which never go through a proxy. The names
/// are known to the rotator's Java alone, and lead to loopback there too.
final class SandboxNames {
  static final String ENTRA = "login.sandbox.example";
  static final String ARM = "arm.sandbox.example";
  static final String KUBERNETES = "kubernetes.sandbox.example";

  private SandboxNames() {}

  /// The rotator with these names instead of addresses.
  static Rotator given(SampleWorld world, Rotator rotator) throws IOException {
    Path hosts =
        Files.writeString(
            world.folder().resolve("hosts"),
            "127.0.0.1 %s %s %s\n".formatted(ENTRA, ARM, KUBERNETES));
    Path kubeconfig = world.folder().resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        Files.readString(kubeconfig)
            .replace(
                world.sandbox().kubernetes().server().uri().toString(),
                named(world.sandbox().kubernetes().server().uri(), KUBERNETES)));
    return rotator
        .with("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts)
        .with("AZURE_AUTHORITY_HOST", named(world.sandbox().azure().entra().uri(), ENTRA))
        .with("AZURE_RESOURCE_MANAGER_ENDPOINT", named(world.sandbox().azure().arm().uri(), ARM));
  }

  private static String named(URI address, String name) {
    return "https://%s:%d".formatted(name, address.getPort());
  }
}
