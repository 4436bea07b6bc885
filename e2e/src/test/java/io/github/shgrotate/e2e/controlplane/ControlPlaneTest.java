package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@RealCluster
class ControlPlaneTest {
  @Test
  void is_the_release_that_go_mod_pins(ControlPlane cluster) throws Exception {
    assertThat(cluster.api().get("/version").path("gitVersion").asText()).startsWith("v1.37.");
    assertThat(Files.exists(cluster.auditLog())).isTrue();
  }
}
