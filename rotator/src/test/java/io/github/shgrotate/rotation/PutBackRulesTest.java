package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PutBackRulesTest {
  private static final Fingerprint NEW = new Fingerprint("aaaaaaaaaaaa");
  private static final Fingerprint OLD = new Fingerprint("bbbbbbbbbbbb");
  private static final PodsAnswer UNKNOWN = new PodsAnswer.NotPermitted("list on pods");

  @ParameterizedTest(name = "with {0} left of the former token it goes back: {1}")
  @CsvSource({"P20D, true", "P1D, true", "PT23H59M59S, false", "PT0S, false", "-P1D, false"})
  void goes_back_to_a_token_that_leaves_time_to_mend(Duration left, boolean goesBack) {
    assertThat(goesBack(judge(former(left), List.of(), false, false))).isEqualTo(goesBack);
  }

  @Test
  void has_nowhere_to_go_without_a_former_token() {
    assertThat(why(judge(SecretNotes.NONE, List.of(), true, true))).contains("no former token");
  }

  @Test
  void does_not_go_back_to_a_key_that_is_to_be_revoked() {
    SecretNotes notes =
        new SecretNotes(
            Optional.empty(), former(Duration.ofDays(20)).former(), Optional.of(KeySlot.PRIMARY));

    assertThat(why(judge(notes, List.of(), true, true))).contains("is to be revoked");
  }

  @ParameterizedTest(name = "stamped {0}, ready {1}, terminating {2}, ended {3}: goes back {4}")
  @CsvSource({
    "aaaaaaaaaaaa, true,  false, false, false",
    "aaaaaaaaaaaa, false, false, false, true",
    "aaaaaaaaaaaa, true,  true,  false, true",
    "aaaaaaaaaaaa, true,  false, true,  true",
    "bbbbbbbbbbbb, true,  false, false, true",
    ",             true,  false, false, true",
  })
  void leaves_it_when_a_pod_has_come_up_with_the_new_token(
      String stamp, boolean ready, boolean terminating, boolean ended, boolean goesBack) {
    PodFacts pod =
        new PodFacts(
            "gw-0",
            Optional.ofNullable(stamp).map(Fingerprint::new),
            ready,
            terminating,
            ended,
            Optional.empty());
    List<PodsAnswer> pods = List.of(new PodsAnswer.Pods(List.of(pod)));

    assertThat(goesBack(judge(former(Duration.ofDays(20)), pods, true, false))).isEqualTo(goesBack);
    assertThat(goesBack(judge(former(Duration.ofDays(20)), pods, true, true))).isTrue();
  }

  @Test
  void stays_with_a_token_that_the_workload_has_been_up_with() {
    PutBackRules.Facts facts =
        new PutBackRules.Facts(
            Samples.NOW, former(Duration.ofDays(20)), NEW, List.of(), true, true, true);

    assertThat(why(PutBackRules.judge(facts))).contains("it is not what is wrong");
  }

  @Test
  void what_cannot_be_asked_may_have_come_up_unless_the_controller_has_given_up() {
    assertThat(why(judge(former(Duration.ofDays(20)), List.of(UNKNOWN), false, false)))
        .contains("without list on pods");
    assertThat(goesBack(judge(former(Duration.ofDays(20)), List.of(UNKNOWN), true, false)))
        .isTrue();
  }

  private static SecretNotes former(Duration left) {
    return new SecretNotes(
        Optional.empty(),
        Optional.of(new FormerToken(OLD, Optional.of(KeySlot.PRIMARY), Samples.NOW.plus(left))),
        Optional.empty());
  }

  private static PutBackRules.Verdict judge(
      SecretNotes notes, List<PodsAnswer> pods, boolean failed, boolean disproved) {
    return PutBackRules.judge(
        new PutBackRules.Facts(Samples.NOW, notes, NEW, pods, failed, disproved, false));
  }

  private static boolean goesBack(PutBackRules.Verdict verdict) {
    return verdict instanceof PutBackRules.Verdict.GoBack;
  }

  private static String why(PutBackRules.Verdict verdict) {
    assertThat(verdict).isInstanceOf(PutBackRules.Verdict.Stay.class);
    return ((PutBackRules.Verdict.Stay) verdict).why();
  }
}
