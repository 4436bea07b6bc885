package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Gateways get their token in different ways; the rotator finds out which.
@RealCluster
class ShapesTest {
  private static final int PODS = 2;

  @ParameterizedTest
  @EnumSource
  void the_data_key_is_found_and_every_pod_runs_on_the_new_token(Shape shape, Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS).shape(shape));
    String former = corner.storedToken();

    Rotator.Run run = corner.rotator().run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    corner.awaitServing(PODS);
    assertThat(corner.storedToken()).isNotEqualTo(former);
    assertThat(corner.azure().verify(corner.storedText()))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(corner.tokensOfServingPods()).isEqualTo(Set.of(corner.storedToken()));
    assertThat(corner.issuedTokens()).hasSize(1);
    assertThat(corner.auditLog().entries()).isNotEmpty().noneMatch(AuditLog.Entry::denied);
  }
}
