package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodTroublesTest {
  private static final Failure FAILURE =
      new Failure(
          Reason.ROLLOUT_TIMED_OUT,
          "it has not come up",
          "Deployment apim/gw",
          "not ready: gw-0",
          "mend it",
          List.of("id=1"));

  @Test
  void pods_that_have_not_been_named_yet_are_added_with_what_troubles_them() {
    assertThat(added(pod("gw-0"), pod("gw-1", "ImagePullBackOff"), pod("gw-2")).why())
        .isEqualTo("not ready: gw-0; gw-1: ImagePullBackOff; gw-2 is not ready");
    assertThat(added(pod("gw-0"))).isEqualTo(FAILURE);
  }

  @Test
  void a_name_that_begins_like_one_that_was_told_is_another_pods() {
    Failure failure =
        new Failure(
            FAILURE.reason(), FAILURE.what(), FAILURE.where(), "not ready: gw-10", FAILURE.next());
    PodsAnswer pods = new PodsAnswer.Pods(List.of(pod("gw-1"), pod("gw-10")));

    assertThat(PodTroubles.added(failure, "apim", Samples.DEPLOYMENT, pods).why())
        .isEqualTo("not ready: gw-10; gw-1 is not ready");
  }

  @Test
  void three_are_enough() {
    assertThat(added(pod("gw-1"), pod("gw-2"), pod("gw-3"), pod("gw-4")).why())
        .isEqualTo("not ready: gw-0; gw-1 is not ready; gw-2 is not ready; gw-3 is not ready");
  }

  @Test
  void a_pod_that_is_ready_or_goes_anyway_has_no_trouble() {
    PodFacts ready = new PodFacts("r", Optional.empty(), true, false, false, Optional.empty());
    PodFacts going = new PodFacts("g", Optional.empty(), false, true, false, Optional.empty());

    assertThat(added(ready, going)).isEqualTo(FAILURE);
  }

  @Test
  void nobody_is_named_where_nobody_could_be_asked() {
    assertThat(
            PodTroubles.added(
                FAILURE, "apim", Samples.DEPLOYMENT, new PodsAnswer.NotPermitted("list on pods")))
        .isEqualTo(FAILURE);
  }

  @Test
  void a_pod_that_a_stateful_set_waits_for_has_to_be_deleted_by_name() {
    Failure told =
        PodTroubles.added(
            FAILURE, "apim", Samples.SECOND, new PodsAnswer.Pods(List.of(pod("gw-1"))));

    assertThat(told.next()).contains("kubectl -n apim delete pod gw-1");
    assertThat(added(pod("gw-1")).next()).isEqualTo("mend it");
  }

  private static Failure added(PodFacts... pods) {
    return PodTroubles.added(
        FAILURE, "apim", Samples.DEPLOYMENT, new PodsAnswer.Pods(Arrays.asList(pods)));
  }

  private static PodFacts pod(String name) {
    return new PodFacts(name, Optional.empty(), false, false, false, Optional.empty());
  }

  private static PodFacts pod(String name, String trouble) {
    return new PodFacts(name, Optional.empty(), false, false, false, Optional.of(trouble));
  }
}
