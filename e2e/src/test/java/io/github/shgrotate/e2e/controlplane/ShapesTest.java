package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Rotator;
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
    Judge judge = Judge.before(corner);

    Rotator.Run run = corner.rotator().run();

    judge.finds_one_rotation(run, PODS);
    assertThat(corner.secret().path("data").fieldNames())
        .toIterable()
        .containsExactly(shape.dataKey());
  }
}
