package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeedsTest {
  private static final WorkloadRef DEPLOYMENT = new WorkloadRef(WorkloadKind.DEPLOYMENT, "edge-eu");
  private static final Fingerprint TOKEN = new Fingerprint("c07c8771f58f");

  @Test
  void a_run_that_only_revokes_a_key_has_finished_something() {
    assertThat(Deeds.outcome(List.of(new Deed.Revoked(KeySlot.PRIMARY))))
        .isEqualTo(Outcome.FINISHED);
  }

  @Test
  void a_run_that_only_looks_owes_nothing() {
    assertThat(Deeds.outcome(List.of(new Deed.Proven(DEPLOYMENT, TOKEN, 3, 0))))
        .isEqualTo(Outcome.NOTHING_OWED);
  }

  @Test
  void pods_that_are_proven_again_after_a_revocation_are_counted_once() {
    assertThat(
            GatewayReport.proof(
                List.of(
                    new Deed.Proven(DEPLOYMENT, TOKEN, 3, 1),
                    new Deed.Revoked(KeySlot.PRIMARY),
                    new Deed.Proven(DEPLOYMENT, TOKEN, 3, 0))))
        .isEqualTo("; proven by 3 pods; the primary key was revoked");
  }
}
