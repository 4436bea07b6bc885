package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodProofTest {
  private static final Fingerprint NEW = new Fingerprint("aaaaaaaaaaaa");
  private static final Fingerprint OLD = new Fingerprint("bbbbbbbbbbbb");

  @Test
  void every_pod_with_the_stamp_and_ready_is_proof() {
    assertThat(PodProof.judge(List.of(pod("a", NEW, true), pod("b", NEW, true)), NEW))
        .isEqualTo(new PodProof.Proven(2, 0));
  }

  @Test
  void a_pod_with_another_stamp_or_none_is_not() {
    assertThat(PodProof.judge(List.of(pod("a", NEW, true), pod("b", OLD, true)), NEW))
        .isEqualTo(new PodProof.OnFormerToken(List.of("b")));
    assertThat(
            PodProof.judge(
                List.of(new PodFacts("c", Optional.empty(), true, false, false, Optional.empty())),
                NEW))
        .isEqualTo(new PodProof.OnFormerToken(List.of("c")));
  }

  @Test
  void a_pod_that_is_not_ready_is_waited_for_and_says_why() {
    PodFacts stuck =
        new PodFacts("a", Optional.of(NEW), false, false, false, Optional.of("ImagePullBackOff"));

    assertThat(PodProof.judge(List.of(stuck), NEW))
        .isEqualTo(new PodProof.NotReady("not ready: a (ImagePullBackOff)"));
  }

  @Test
  void pods_that_leave_or_have_ended_do_not_count() {
    PodFacts leaving = new PodFacts("a", Optional.of(OLD), true, true, false, Optional.empty());
    PodFacts evicted = new PodFacts("b", Optional.of(OLD), false, false, true, Optional.empty());

    assertThat(PodProof.judge(List.of(leaving, evicted, pod("c", NEW, true)), NEW))
        .isEqualTo(new PodProof.Proven(1, 1));
  }

  @Test
  void no_pods_at_all_is_proof_of_nothing_wrong() {
    assertThat(PodProof.judge(List.of(), NEW)).isEqualTo(new PodProof.Proven(0, 0));
  }

  private static PodFacts pod(String name, Fingerprint stamp, boolean ready) {
    return new PodFacts(name, Optional.of(stamp), ready, false, false, Optional.empty());
  }
}
