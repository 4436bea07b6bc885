package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.Reason;
import org.junit.jupiter.api.Test;

class FleetTallyTest {
  private final FleetTally tally = new FleetTally(10);

  @Test
  void one_that_is_over_is_under_way_no_more() {
    begin(4);
    tally.add(wanted(1), Outcome.ROTATED, ExitCode.NOTHING_OWED);
    tally.add(wanted(2), Outcome.FAILED, ExitCode.REFUSED);

    FleetTally.Counts counts = tally.counts();
    assertThat(counts.underWay()).isEqualTo(2);
    assertThat(counts.notBegun()).isEqualTo(6);
    assertThat(counts.summary())
        .isEqualTo("10 gateways: 1 rotated, 1 failed, 2 under way, 6 not begun (apim/edge)");
  }

  @Test
  void who_was_not_begun_is_told_with_what_stood_in_the_way() {
    begin(4);

    assertThat(
            FleetTally.whyNotAll(
                tally.counts(), new Failure(Reason.SIGN_IN_REFUSED, "", "", "", "sign in anew")))
        .isEqualTo("6 not begun, as they would have met the same [SignInRefused]; sign in anew");
  }

  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      tally.begins();
    }
  }

  private static Wanted wanted(int document) {
    Wanted one =
        GatewayTokenReader.read(
                """
                apiVersion: shgrotate.github.io/v1alpha1
                kind: GatewayToken
                metadata: {name: edge, namespace: apim}
                spec:
                  gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: a, name: edge}
                  secretRef: {name: edge}
                """,
                new GatewayTokenReader.Alike(true, ProofPolicy.PODS_ALONE, false))
            .wanted()
            .getFirst();
    return new Wanted(document, one.line(), one.name(), one.request(), one.rolloutTimeout());
  }
}
