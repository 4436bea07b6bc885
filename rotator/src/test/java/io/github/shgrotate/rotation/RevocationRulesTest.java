package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class RevocationRulesTest {
  private static final TokenFacts TOKEN = Samples.token("edge-eu", Samples.NOW, "AAAA").facts();
  private static final RotationRequest REQUEST =
      Samples.request(Samples.revoking(), Samples.DEPLOYMENT);
  private static final PodsAnswer FORBIDDEN = new PodsAnswer.NotPermitted("list on pods");
  private static final PodsAnswer ALL_NEW =
      new PodsAnswer.Pods(List.of(pod("gw-0", Optional.of(TOKEN.fingerprint()), false, false)));

  @Test
  void is_refused_while_nobody_has_asked_the_pods() {
    for (Optional<PodsAnswer> readers :
        List.<Optional<PodsAnswer>>of(Optional.empty(), Optional.of(ALL_NEW))) {
      assertThat(judge(Optional.empty(), readers))
          .isInstanceOfSatisfying(
              RevocationRules.Verdict.Refused.class,
              refused ->
                  assertThat(refused.failure().next()).isEqualTo("run again without --no-wait"));
    }
  }

  @Test
  void looks_for_pods_that_nobody_named_after_those_that_somebody_did() {
    assertThat(judge(Optional.of(ALL_NEW), Optional.empty()))
        .isEqualTo(new RevocationRules.Verdict.LookForOthers());
    assertThat(judge(Optional.of(ALL_NEW), Optional.of(ALL_NEW)))
        .isEqualTo(new RevocationRules.Verdict.Allowed());
  }

  @Test
  void does_not_revoke_what_it_cannot_see() {
    assertThat(failure(judge(Optional.of(FORBIDDEN), Optional.of(ALL_NEW))).reason())
        .isEqualTo(Reason.KUBERNETES_PERMISSION_MISSING);
    assertThat(failure(judge(Optional.of(ALL_NEW), Optional.of(FORBIDDEN))).why())
        .contains("list on pods");
  }

  @ParameterizedTest(name = "stamped {0}, terminating {1}, ended {2}: may run on the key {3}")
  @CsvSource({
    "new,   false, false, false",
    "new,   true,  false, false",
    "other, false, false, true",
    "other, true,  false, true",
    "other, false, true,  false",
    "none,  false, false, true",
    "none,  true,  false, true",
    "none,  false, true,  false",
  })
  void counts_a_pod_that_is_shutting_down_but_not_one_that_has_ended(
      String stamp, boolean terminating, boolean ended, boolean mayRunOnIt) {
    PodsAnswer pods = new PodsAnswer.Pods(List.of(pod("gw-7", stamp(stamp), terminating, ended)));

    RevocationRules.Verdict named = judge(Optional.of(pods), Optional.of(ALL_NEW));
    RevocationRules.Verdict unnamed = judge(Optional.of(ALL_NEW), Optional.of(pods));

    if (mayRunOnIt) {
      assertThat(named)
          .isEqualTo(
              new RevocationRules.Verdict.Wait(
                  Samples.DEPLOYMENT, "former pods are shutting down: gw-7"));
      assertThat(failure(unnamed).reason()).isEqualTo(Reason.KEY_STILL_IN_USE);
      assertThat(failure(unnamed).why()).endsWith(": gw-7");
    } else {
      assertThat(List.of(named, unnamed)).containsOnly(new RevocationRules.Verdict.Allowed());
    }
  }

  @Test
  void believes_the_later_look_when_a_pod_has_changed_in_between() {
    PodsAnswer later = new PodsAnswer.Pods(List.of(pod("gw-0", Optional.empty(), false, false)));

    assertThat(failure(judge(Optional.of(ALL_NEW), Optional.of(later))).why()).endsWith(": gw-0");
  }

  private static Optional<Fingerprint> stamp(String which) {
    return switch (which) {
      case "new" -> Optional.of(TOKEN.fingerprint());
      case "other" -> Optional.of(new Fingerprint("bbbbbbbbbbbb"));
      default -> Optional.empty();
    };
  }

  private static PodFacts pod(
      String name, Optional<Fingerprint> stamp, boolean terminating, boolean ended) {
    return new PodFacts(name, stamp, true, terminating, ended, Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(KeySlot.class)
  @NullSource
  void needs_to_know_that_the_other_key_signed_what_is_stored(@Nullable KeySlot signer) {
    RevocationRules.Verdict verdict =
        judge(Optional.of(ALL_NEW), Optional.of(ALL_NEW), Optional.ofNullable(signer));

    if (signer == KeySlot.SECONDARY) {
      assertThat(verdict).isEqualTo(new RevocationRules.Verdict.Allowed());
    } else {
      assertThat(failure(verdict).why()).contains("nothing tells that the other key signed");
    }
  }

  private static RevocationRules.Verdict judge(
      Optional<PodsAnswer> named, Optional<PodsAnswer> readers) {
    return judge(named, readers, Optional.of(KeySlot.SECONDARY));
  }

  private static RevocationRules.Verdict judge(
      Optional<PodsAnswer> named, Optional<PodsAnswer> readers, Optional<KeySlot> signer) {
    Observation seen =
        Observation.of(
            new GatewayFacts(Samples.NOW, Duration.ZERO),
            Samples.secret(Optional.of("secondary"), Map.of("value", new TokenText.Whole(TOKEN))),
            "value",
            Optional.empty(),
            Optional.of(new Observation.Signature(TOKEN.fingerprint(), signer)),
            List.of(
                Samples.deployment(
                    Samples.DEPLOYMENT, Optional.of(TOKEN.fingerprint()), List.of())));
    if (named.isPresent()) {
      seen = seen.withPods(Samples.DEPLOYMENT, named.get());
    }
    if (readers.isPresent()) {
      seen = seen.withReaders(readers.get());
    }
    return RevocationRules.judge(REQUEST, seen, KeySlot.PRIMARY, TOKEN.fingerprint());
  }

  private static Failure failure(RevocationRules.Verdict verdict) {
    assertThat(verdict).isInstanceOf(RevocationRules.Verdict.Refused.class);
    return ((RevocationRules.Verdict.Refused) verdict).failure();
  }
}
