package io.github.shgrotate.e2e.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.e2e.controlplane.Corner;
import io.github.shgrotate.e2e.controlplane.Eventually;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import java.util.Set;

/// Says whether a run has done the work, by the Secret, the workload, the pods and Azure: a run
/// that has not is a failed benchmark, not a fast one.
final class Rotated {
  private final Corner corner;
  private final String formerToken;
  private final String formerStart;
  private final int formerRevision;

  private Rotated(Corner corner) {
    this.corner = corner;
    formerToken = corner.storedToken();
    formerStart = restartedAt(corner);
    formerRevision = revision(corner);
  }

  /// Looks at what there is before the run.
  static Rotated before(Corner corner) {
    return new Rotated(corner);
  }

  /// @throws IllegalStateException when it has not done all of it
  void check(Meter.Reading reading) {
    require(reading.exitCode() == 0, "it ended with " + reading.exitCode(), reading);
    require(!corner.storedToken().equals(formerToken), "the token is the former one", reading);
    require(
        corner.azure().verify(corner.storedText()) instanceof TokenVerdict.Accepted accepted
            && accepted.gateway() == corner.gateway(),
        "Azure does not accept the token",
        reading);
    require(!restartedAt(corner).equals(formerStart), "the pods were not restarted", reading);
  }

  /// The same when the controllers are done: they number the restarts.
  void checkAtRest(Meter.Reading reading) {
    require(revision(corner) == formerRevision + 1, "there was not one restart", reading);
  }

  /// Waits until the pods run on what is stored and the controllers have nothing left to do.
  static void settle(Corner corner) {
    Eventually.is(
        "the rollout in " + corner.namespace(),
        () -> {
          JsonNode status = corner.workload().path("status");
          return status.path("observedGeneration").asLong() == generation(corner)
              && status.path("replicas").asInt() == 1
              && status.path("updatedReplicas").asInt() == 1
              && status.path("availableReplicas").asInt() == 1
              && corner.tokensOfServingPods().equals(Set.of(corner.storedToken()))
              && corner.gateways().size() == 1;
        });
  }

  private static void require(boolean so, String otherwise, Meter.Reading reading) {
    if (!so) {
      throw new IllegalStateException(
          "a run that did not do the work: %s%n%s".formatted(otherwise, reading.said()));
    }
  }

  private static String restartedAt(Corner corner) {
    return corner
        .workload()
        .at("/spec/template/metadata/annotations")
        .path("kubectl.kubernetes.io/restartedAt")
        .asText();
  }

  private static int revision(Corner corner) {
    return corner
        .workload()
        .at("/metadata/annotations")
        .path("deployment.kubernetes.io/revision")
        .asInt();
  }

  private static long generation(Corner corner) {
    return corner.workload().at("/metadata/generation").asLong();
  }
}
