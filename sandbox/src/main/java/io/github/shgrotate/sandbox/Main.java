package io.github.shgrotate.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// `bin/sandbox`: starts everything with one gateway, prints how to point a client at it, and stays
/// until it is stopped.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("apim-shg-rotate-sandbox");
    try (Sandbox sandbox = Sandbox.start()) {
      SampleGateway.install(sandbox, 3);
      System.out.println("# The sandbox runs until Ctrl-C. Point a client at it:");
      sandbox
          .environment(folder, "admin")
          .forEach((name, value) -> System.out.printf("export %s='%s'%n", name, value));
      SampleGateway.environment()
          .forEach((name, value) -> System.out.printf("export %s='%s'%n", name, value));
      System.out.println("# Then: bin/apim-shg-rotate, or kubectl -n apim get pods");
      System.out.printf(
          "# Azure CLI: REQUESTS_CA_BUNDLE=$SSL_CERT_FILE AZURE_CORE_INSTANCE_DISCOVERY=false az"
              + " cloud register -n sandbox --endpoint-resource-manager %s%n",
          sandbox.azure().arm().uri());
      new CountDownLatch(1).await();
    }
  }
}
