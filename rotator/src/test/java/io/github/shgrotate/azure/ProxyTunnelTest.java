package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTunnelTest {
  // me:p@ss
  private static final String AUTHORIZATION = "Basic bWU6cEBzcw==";

  @TempDir Path directory;

  @Test
  void the_proxy_is_shown_its_password_and_azure_is_not() throws IOException, InterruptedException {
    try (FakeAzure azure = FakeAzure.start();
        FakeProxy proxy = FakeProxy.start(AUTHORIZATION, azure.port())) {
      String said = read(azure, "http://me:p%40ss@127.0.0.1:" + proxy.port());

      assertThat(said).isEqualTo("read\n");
      assertThat(proxy.asked())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it).startsWith("CONNECT arm.azure.test:" + azure.port()));
      assertThat(azure.seen())
          .hasSize(2)
          .allSatisfy(it -> assertThat(it.header("Proxy-Authorization")).isEmpty());
    }
  }

  @Test
  void a_proxy_that_refuses_is_a_matter_of_configuration()
      throws IOException, InterruptedException {
    try (FakeAzure azure = FakeAzure.start();
        FakeProxy proxy = FakeProxy.start(AUTHORIZATION, azure.port())) {
      assertThat(read(azure, "http://me:wrong@127.0.0.1:" + proxy.port()))
          .isEqualTo("PROXY_REFUSED\n");
      assertThat(read(azure, "http://127.0.0.1:" + proxy.port())).isEqualTo("PROXY_REFUSED\n");
      assertThat(azure.seen()).isEmpty();
    }
  }

  private String read(FakeAzure azure, String proxy) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ThroughProxy.class.getName(),
                "https://arm.azure.test:" + azure.port(),
                FakeAzure.caFile(directory).toString(),
                proxy)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    java.waitFor();
    return said;
  }
}
