package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the callers of the APIs notice of a rotation.
@RealCluster
class TrafficTest {
  // Long enough that a request which is on its way to a pod still finds it, also on a slow machine.
  private static final String DRAIN = "{sandbox.shgrotate.github.io/drain-millis: '2000'}";

  static Stream<Arguments> installationsThatLoseNothing() {
    Installation three = Installation.of(3).podAnnotations(DRAIN);
    return Stream.of(
        argumentSet("as the portal installs it", three),
        argumentSet("a single pod with one more", Installation.of(1).podAnnotations(DRAIN)),
        argumentSet(
            "never more pods, one less",
            three.strategy("{rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}")),
        argumentSet("a StatefulSet", three.kind(Kind.STATEFUL_SET)));
  }

  @ParameterizedTest
  @MethodSource("installationsThatLoseNothing")
  void a_constant_load_is_served_without_a_failure(Installation installation, Corner corner)
      throws Exception {
    corner.install(installation);
    Judge judge = Judge.before(corner);
    try (Load load = Load.on(corner.balancer())) {
      load.awaitMore();

      judge.finds_one_rotation(corner.rotator().run(), installation.replicas());

      load.awaitMore();
      assertThat(load.soFar())
          .satisfies(
              tally -> {
                assertThat(tally.served()).isPositive();
                assertThat(tally.empty()).isZero();
                assertThat(tally.refused()).isZero();
              });
    }
  }

  @Test
  void recreating_loses_requests_between_the_last_former_and_the_first_new_pod(Corner corner)
      throws Exception {
    corner.install(Installation.of(3).podAnnotations(DRAIN).strategy("{type: Recreate}"));
    Judge judge = Judge.before(corner);
    try (Load load = Load.on(corner.balancer())) {
      load.awaitMore();

      judge.finds_one_rotation(corner.rotator().run(), 3);

      Load.Tally after = load.soFar();
      load.awaitMore();
      // Refused, not answered with nothing; and not for longer than the pods are away.
      assertThat(after.refused()).isPositive();
      assertThat(after.empty()).isZero();
      assertThat(load.soFar().refused()).isEqualTo(after.refused());
    }
  }
}
