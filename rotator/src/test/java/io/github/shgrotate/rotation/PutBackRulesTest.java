package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PutBackRulesTest {
  private static final Fingerprint NEW = new Fingerprint("aaaaaaaaaaaa");
  private static final Fingerprint OLD = new Fingerprint("bbbbbbbbbbbb");
  private static final PodsAnswer NOBODY = new PodsAnswer.Pods(List.of());
  private static final PodsAnswer UNKNOWN = new PodsAnswer.NotPermitted("list on pods");

  @ParameterizedTest(name = "with {0} left of the former token it goes back: {1}")
  @CsvSource({"P20D, true", "PT25H, true", "PT24H59M59S, false", "PT0S, false", "-P1D, false"})
  void goes_back_to_a_token_that_leaves_time_to_mend(Duration left, boolean goesBack) {
    assertThat(goesBack(judge(former(left), NOBODY, false, false))).isEqualTo(goesBack);
  }

  @Test
  void has_nowhere_to_go_without_a_former_token() {
    assertThat(why(judge(SecretNotes.NONE, NOBODY, true, true))).contains("no former token");
  }

  @Test
  void does_not_go_back_to_a_key_that_is_to_be_revoked() {
    SecretNotes notes =
        new SecretNotes(
            Optional.empty(), former(Duration.ofDays(20)).former(), Optional.of(KeySlot.PRIMARY));

    assertThat(why(judge(notes, NOBODY, true, true))).contains("is to be revoked");
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
    PodsAnswer pods = new PodsAnswer.Pods(List.of(pod));

    assertThat(goesBack(judge(former(Duration.ofDays(20)), pods, true, false))).isEqualTo(goesBack);
    assertThat(goesBack(judge(former(Duration.ofDays(20)), pods, true, true))).isTrue();
  }

  @Test
  void stays_with_a_token_that_the_workload_has_been_up_with() {
    PutBackRules.Facts facts =
        facts(
            former(Duration.ofDays(20)),
            new PutBackRules.Asked(
                workload(Samples.DEPLOYMENT, NEW, Optional.of(PastRotation.Result.PROVEN)), NOBODY),
            List.of(),
            true,
            true);

    assertThat(why(PutBackRules.judge(facts))).contains("it is not what is wrong");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void stays_with_a_token_that_another_workload_runs_on(
      String how, PutBackRules.Asked other, boolean stays) {
    for (boolean disproved : List.of(true, false)) {
      PutBackRules.Facts facts =
          facts(former(Duration.ofDays(20)), tried(NOBODY), List.of(other), true, disproved);

      assertThat(goesBack(PutBackRules.judge(facts))).isEqualTo(!stays);
    }
  }

  static Stream<Arguments> stays_with_a_token_that_another_workload_runs_on() {
    PodFacts up = new PodFacts("b-0", Optional.of(NEW), true, false, false, Optional.empty());
    PodFacts notYet = new PodFacts("b-0", Optional.of(NEW), false, false, false, Optional.empty());
    return Stream.of(
        Arguments.of("a pod is up", asked(NEW, pods(up), Optional.empty()), true),
        Arguments.of("a pod is not up yet", asked(NEW, pods(notYet), Optional.empty()), false),
        Arguments.of("its rollout is complete", asked(NEW, UNKNOWN, Optional.empty()), true),
        Arguments.of("it is on the former one", asked(OLD, UNKNOWN, Optional.empty()), false),
        Arguments.of(
            "it was noted", asked(OLD, UNKNOWN, Optional.of(PastRotation.Result.ROLLED_OUT)), true),
        Arguments.of(
            "it was noted that it was restarted",
            asked(OLD, UNKNOWN, Optional.of(PastRotation.Result.RESTARTED)),
            false),
        Arguments.of("it was noted of another token", noted(OLD), false));
  }

  @Test
  void what_cannot_be_asked_may_have_come_up_unless_the_controller_has_given_up() {
    assertThat(why(judge(former(Duration.ofDays(20)), UNKNOWN, false, false)))
        .contains("without list on pods");
    assertThat(goesBack(judge(former(Duration.ofDays(20)), UNKNOWN, true, false))).isTrue();
  }

  private static SecretNotes former(Duration left) {
    return new SecretNotes(
        Optional.empty(),
        Optional.of(new FormerToken(OLD, Optional.of(KeySlot.PRIMARY), Samples.NOW.plus(left))),
        Optional.empty());
  }

  private static PutBackRules.Verdict judge(
      SecretNotes notes, PodsAnswer pods, boolean failed, boolean disproved) {
    return PutBackRules.judge(facts(notes, tried(pods), List.of(), failed, disproved));
  }

  private static PutBackRules.Facts facts(
      SecretNotes notes,
      PutBackRules.Asked tried,
      List<PutBackRules.Asked> others,
      boolean failed,
      boolean disproved) {
    return new PutBackRules.Facts(Samples.NOW, notes, NEW, tried, others, failed, disproved);
  }

  private static PutBackRules.Asked tried(PodsAnswer pods) {
    return new PutBackRules.Asked(workload(Samples.DEPLOYMENT, NEW, Optional.empty()), pods);
  }

  private static PutBackRules.Asked asked(
      Fingerprint stamp, PodsAnswer pods, Optional<PastRotation.Result> result) {
    return new PutBackRules.Asked(workload(Samples.SECOND, stamp, result), pods);
  }

  /// One that has been up with that token, and is stamped with it.
  private static PutBackRules.Asked noted(Fingerprint token) {
    return new PutBackRules.Asked(
        workload(Samples.SECOND, token, List.of(past(token, PastRotation.Result.PROVEN))), UNKNOWN);
  }

  private static PastRotation past(Fingerprint token, PastRotation.Result result) {
    return new PastRotation(
        Samples.NOW, Optional.empty(), token, Samples.NOW.plusSeconds(60), result);
  }

  private static PodsAnswer pods(PodFacts... pods) {
    return new PodsAnswer.Pods(Arrays.asList(pods));
  }

  /// One that has rolled out.
  private static WorkloadFacts workload(
      WorkloadRef ref, Fingerprint stamp, Optional<PastRotation.Result> result) {
    return workload(ref, stamp, result.stream().map(it -> past(NEW, it)).toList());
  }

  private static WorkloadFacts workload(
      WorkloadRef ref, Fingerprint stamp, List<PastRotation> history) {
    return new WorkloadFacts(
        ref,
        "uid",
        "1",
        "app=gw",
        Optional.of(stamp),
        List.of(),
        Samples.rolledOut(),
        Optional.empty(),
        Optional.empty(),
        history,
        List.of());
  }

  private static boolean goesBack(PutBackRules.Verdict verdict) {
    return verdict instanceof PutBackRules.Verdict.GoBack;
  }

  private static String why(PutBackRules.Verdict verdict) {
    assertThat(verdict).isInstanceOf(PutBackRules.Verdict.Stay.class);
    return ((PutBackRules.Verdict.Stay) verdict).why();
  }
}
