package io.github.shgrotate.e2e.controlplane;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.shgrotate.e2e.Rotator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever its kind, size and strategy: the workload is restarted once, and all its pods run on
/// the new token when the rotator ends.
@RealCluster
class WorkloadsTest {

  static Stream<Arguments> installations() {
    Installation one = Installation.of(1);
    Installation three = Installation.of(3);
    Installation set = three.kind(Kind.STATEFUL_SET);
    Installation daemons = three.kind(Kind.DAEMON_SET);
    return Stream.of(
        argumentSet("one pod", one),
        argumentSet("three pods, 25% more and 25% less", three.strategy(rolling("25%", "25%"))),
        argumentSet("three pods, never more, one less", three.strategy(rolling("0", "1"))),
        argumentSet("three pods, one more, never less", three.strategy(rolling("1", "0"))),
        argumentSet("three pods, all at once", three.strategy("{type: Recreate}")),
        argumentSet("fifty pods", Installation.of(50).strategy(rolling("25%", "25%"))),
        argumentSet("StatefulSet, one pod", one.kind(Kind.STATEFUL_SET)),
        argumentSet("StatefulSet, one after the other", set),
        argumentSet(
            "StatefulSet, two at a time", set.strategy("{rollingUpdate: {maxUnavailable: 2}}")),
        argumentSet(
            "StatefulSet, fifty pods",
            Installation.of(50)
                .kind(Kind.STATEFUL_SET)
                .strategy("{rollingUpdate: {maxUnavailable: 50%}}")
                .spec("{podManagementPolicy: Parallel}")),
        argumentSet("DaemonSet, one less", daemons),
        argumentSet(
            "DaemonSet, one more",
            daemons.strategy("{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}")));
  }

  @ParameterizedTest
  @MethodSource("installations")
  void every_pod_runs_on_the_new_token(Installation installation, Corner corner) throws Exception {
    corner.install(installation);
    Judge judge = Judge.before(corner);

    Rotator.Run run = corner.rotator().run();

    judge.finds_one_rotation(run, installation.replicas());
    judge.finds_restarts(1);
  }

  private static String rolling(String maxSurge, String maxUnavailable) {
    return "{type: RollingUpdate, rollingUpdate: {maxSurge: %s, maxUnavailable: %s}}"
        .formatted(maxSurge, maxUnavailable);
  }
}
