package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pods that are ready and were made with the token may still serve nothing.
class FurtherProofTest {
  private static final ProofPolicy HOLD =
      new ProofPolicy(Duration.ofMinutes(1), List.of(), Optional.empty(), false);
  private static final ProofPolicy LOGS =
      new ProofPolicy(Duration.ZERO, List.of("Unauthorized"), Optional.empty(), false);
  private static final ProofPolicy PROBE =
      new ProofPolicy(Duration.ZERO, List.of(), Optional.of("http://{podIP}:8080/up"), false);
  private static final ProofPolicy SIGNATURE =
      new ProofPolicy(Duration.ZERO, List.of(), Optional.empty(), true);

  private final InMemoryWorld world = new InMemoryWorld();
  private final InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
  private final Optional<Fingerprint> former = world.stored();
  private final List<Deed> told = new ArrayList<>();
  private final List<Duration> waited = new ArrayList<>();

  @Test
  void the_pods_are_watched_for_as_long_as_asked_before_they_are_proven() {
    assertThat(run(HOLD)).isInstanceOf(Pass.Converged.class);

    assertThat(waits()).isBetween(6L, 8L);
    assertThat(provenFurther()).containsExactly("no container restarted in 1 min");
  }

  @Test
  void they_are_looked_at_every_ten_seconds_and_when_the_time_is_up() {
    run(new ProofPolicy(Duration.ofSeconds(25), List.of(), Optional.empty(), false));

    assertThat(waited.subList(waited.size() - 3, waited.size()))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  @Test
  void a_container_that_restarts_begins_the_watch_anew() {
    world.before("await", () -> {});
    world.before("await", () -> {});
    world.before("await", () -> restart("apim-gateway-1"));

    assertThat(run(HOLD)).isInstanceOf(Pass.Converged.class);

    assertThat(waits()).isGreaterThan(8);
  }

  @Test
  void one_that_keeps_restarting_is_never_proven() {
    for (int i = 0; i < 100; i++) {
      world.before("await", () -> restart("apim-gateway-1"));
    }

    assertThat(reason(run(HOLD))).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(told).noneMatch(Deed.Proven.class::isInstance);
  }

  @Test
  void what_a_run_that_was_killed_did_not_watch_to_the_end_the_next_one_watches() {
    Rotation killed = rotation(HOLD, Samples.always(KeyPolicy.ROTATE));
    Pass pass = killed.advance(killed.observe());
    for (int i = 0; i < 3 && pass instanceof Pass.Waiting waiting; i++) {
      pass =
          killed.advance(
              waiting
                  .seen()
                  .withWorkload(
                      world.awaitChange(
                          waiting.seen().workload(waiting.workload()), Duration.ZERO)));
    }
    long before = waits();

    assertThat(run(HOLD, Samples.tenDaysBefore())).isInstanceOf(Pass.Converged.class);

    assertThat(waits() - before).isGreaterThanOrEqualTo(6);
    assertThat(provenFurther()).containsExactly("no container restarted in 1 min");
  }

  @Test
  void where_pods_may_not_be_listed_an_address_that_needs_none_is_asked_all_the_same() {
    world.podsMayBeListed = false;
    ProofPolicy proof =
        new ProofPolicy(
            Duration.ofMinutes(1), List.of("Unauthorized"), Optional.of("http://gw/up"), false);

    assertThat(run(proof)).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("probe http://gw/up")).isEqualTo(1);
    assertThat(told)
        .filteredOn(Deed.Unproven.class::isInstance)
        .singleElement()
        .asString()
        .contains("were not asked, nor is there --hold and --check-logs, which needs list on pods");
  }

  @Test
  void what_every_pod_would_have_to_be_asked_is_left_out_and_named() {
    world.podsMayBeListed = false;

    assertThat(run(PROBE)).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("probe")).isZero();
    assertThat(told)
        .filteredOn(Deed.Unproven.class::isInstance)
        .singleElement()
        .asString()
        .contains("nor is there --probe-url, which needs");
  }

  @Test
  void an_address_that_is_not_served_is_told_also_where_pods_may_not_be_listed() {
    world.podsMayBeListed = false;
    world.probe = _ -> new ProbeAnswer.NotServed("404");

    assertThat(
            reason(
                run(new ProofPolicy(Duration.ZERO, List.of(), Optional.of("http://gw/up"), false))))
        .isEqualTo(Reason.TOKEN_REFUSED);
  }

  @Test
  void a_workload_without_any_pod_proves_nothing() {
    gateway.pods.clear();
    gateway.replicas = 0;

    assertThat(run(ProofPolicy.PODS_ALONE)).isInstanceOf(Pass.Converged.class);

    assertThat(told).noneMatch(Deed.Proven.class::isInstance);
    assertThat(gateway.history.getLast().result()).isEqualTo(PastRotation.Result.RESTARTED);
  }

  @Test
  void pods_that_should_be_there_and_are_not_listed_are_waited_for() {
    world.before("pods", gateway.pods::clear);

    assertThat(reason(run(ProofPolicy.PODS_ALONE))).isEqualTo(Reason.ROLLOUT_TIMED_OUT);
  }

  @Test
  void pods_that_were_not_replaced_are_not_watched() {
    world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(20)), "GOOD"));
    run(ProofPolicy.PODS_ALONE, Samples.tenDaysBefore());
    long before = waits();

    assertThat(run(HOLD, Samples.tenDaysBefore())).isInstanceOf(Pass.Converged.class);

    assertThat(waits()).isEqualTo(before);
  }

  @Test
  void a_log_that_says_that_the_token_was_refused_takes_the_former_one_back() {
    world.logs = Optional.of(new LogsAnswer.Refusal("apim-gateway-0", "StatusCode: Unauthorized"));

    Pass pass = run(LOGS);

    assertThat(reason(pass)).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(((Pass.Stopped) pass).failure().why()).contains("apim-gateway-0", "Unauthorized");
    assertThat(world.stored()).isEqualTo(former);
    assertThat(told).noneMatch(Deed.Proven.class::isInstance);
  }

  @Test
  void logs_without_a_refusal_are_part_of_the_proof() {
    assertThat(run(LOGS)).isInstanceOf(Pass.Converged.class);

    assertThat(provenFurther()).containsExactly("no refusal in the logs of 3");
  }

  @Test
  void logs_that_cannot_be_read_leave_that_unproven() {
    world.logs = Optional.of(new LogsAnswer.Unreadable("this needs get on pods/log"));

    assertThat(run(LOGS)).isInstanceOf(Pass.Converged.class);

    assertThat(told)
        .anySatisfy(
            deed ->
                assertThat(deed)
                    .isInstanceOfSatisfying(
                        Deed.Unproven.class,
                        unproven -> assertThat(unproven.why()).contains("pods/log")));
  }

  @Test
  void every_pod_is_probed_and_one_that_serves_nothing_takes_the_former_token_back() {
    world.probe =
        address ->
            address.getHost().equals("10.0.0.2")
                ? new ProbeAnswer.NotServed("it answered 200 with an empty body")
                : new ProbeAnswer.Served();

    Rotation rotation = rotation(PROBE, Samples.always(KeyPolicy.ROTATE));
    Pass pass = driven(rotation);

    assertThat(reason(pass)).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(((Pass.Stopped) pass).failure().why()).contains("apim-gateway-2", "empty body");
    assertThat(world.stored()).isEqualTo(former);
    assertThat(rotation.standing()).contains("it was put back, as the new pods do not work");
  }

  @ParameterizedTest(name = "{0}, with {1}")
  @CsvSource({
    "http://gw/up,            10.0.0.7,  probe http://gw/up",
    "http://{podIP}:8080/up,  10.0.0.7,  probe http://10.0.0.7:8080/up",
    "http://{podIP}:8080/up,  fd00::7,   probe http://[fd00::7]:8080/up",
  })
  void an_address_is_asked_as_it_is_or_with_each_pods_own(String url, String ip, String asked) {
    assertThat(probe(url, Optional.of(ip))).isEqualTo(new ProbeAnswer.Served());
    assertThat(world.calls).containsExactly(asked);
  }

  @Test
  void a_pod_without_an_address_cannot_serve() {
    assertThat(probe("http://{podIP}/up", Optional.empty()))
        .isEqualTo(new ProbeAnswer.NotServed("gw-0 has no address"));
    assertThat(world.calls).isEmpty();
  }

  private ProbeAnswer probe(String url, Optional<String> ip) {
    PodFacts pod = new PodFacts("gw-0", former, true, false, false, Optional.empty(), 0, ip);
    PodFacts leaving = new PodFacts("gw-1", former, true, true, false, Optional.empty());
    return new FurtherProof(PROBE, world, world, () -> world.now).probe(url, List.of(pod, leaving));
  }

  @Test
  void a_gateway_may_take_a_while_to_serve() {
    int[] asked = {0};
    world.probe =
        _ ->
            asked[0]++ < 2
                ? new ProbeAnswer.NotServed("it answered 503")
                : new ProbeAnswer.Served();

    assertThat(run(PROBE)).isInstanceOf(Pass.Converged.class);
    assertThat(provenFurther()).containsExactly("the probe is served");
  }

  @Test
  void a_token_that_the_wrong_key_signed_is_not_stored() {
    world.nextToken =
        () ->
            Samples.token(
                "edge-eu",
                world.now.plus(RenewalPolicy.DEFAULT_LIFETIME).truncatedTo(ChronoUnit.MINUTES),
                world.signature(KeySlot.PRIMARY));

    assertThatThrownBy(() -> run(SIGNATURE, Samples.always(KeyPolicy.SECONDARY)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.TOKEN_REJECTED));
    assertThat(world.stored()).isEqualTo(former);
  }

  @Test
  void a_stored_token_that_neither_key_signed_is_renewed() {
    world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(20)), "GOOD"));
    world.signers.put(world.stored().orElseThrow(), Optional.empty());

    assertThat(run(SIGNATURE, Samples.tenDaysBefore())).isInstanceOf(Pass.Converged.class);

    assertThat(told)
        .anySatisfy(
            deed ->
                assertThat(deed)
                    .isInstanceOfSatisfying(
                        Deed.Renewed.class,
                        renewed ->
                            assertThat(renewed.why().check())
                                .isEqualTo(Renewal.Check.TOKEN_REVOKED)));
  }

  @Test
  void the_key_that_signed_counts_and_not_the_one_that_is_recorded() {
    world.signers.put(former.orElseThrow(), Optional.of(KeySlot.SECONDARY));

    run(SIGNATURE, Samples.always(KeyPolicy.ROTATE));

    assertThat(world.lastUsedKey).contains("primary");
  }

  private void restart(String name) {
    gateway.pods.replaceAll(
        pod ->
            pod.name().equals(name)
                ? new PodFacts(
                    name,
                    pod.stamp(),
                    true,
                    false,
                    false,
                    Optional.empty(),
                    pod.restarts() + 1,
                    pod.ip())
                : pod);
  }

  private long waits() {
    return world.count("await");
  }

  private List<String> provenFurther() {
    return told.stream()
        .filter(Deed.Proven.class::isInstance)
        .map(Deed.Proven.class::cast)
        .findFirst()
        .orElseThrow()
        .further();
  }

  private static Reason reason(Pass pass) {
    assertThat(pass).isInstanceOf(Pass.Stopped.class);
    return ((Pass.Stopped) pass).failure().reason();
  }

  private Pass run(ProofPolicy proof) {
    return run(proof, Samples.always(KeyPolicy.ROTATE));
  }

  @Test
  void a_dead_token_that_somebody_puts_back_meanwhile_is_not_taken_to_the_next_workload() {
    gateway.rollsAtOnce = false;
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    GatewayToken dead = Samples.token("edge-eu", world.now.plus(Duration.ofDays(20)), "DEAD");
    world.signers.put(dead.facts().fingerprint(), Optional.empty());
    world.before(
        "await",
        () -> {
          world.roll(Samples.DEPLOYMENT);
          world.store(dead);
          world.recordedToken = world.stored();
        });

    assertThatThrownBy(
            () ->
                driven(
                    rotation(
                        SIGNATURE,
                        Samples.always(KeyPolicy.ROTATE),
                        Samples.DEPLOYMENT,
                        Samples.SECOND)))
        .isInstanceOf(RotationFailed.class);

    assertThat(second.restarts).isZero();
  }

  private Rotation rotation(ProofPolicy proof, RenewalPolicy policy) {
    return rotation(proof, policy, Samples.DEPLOYMENT);
  }

  private Rotation rotation(ProofPolicy proof, RenewalPolicy policy, WorkloadRef... workloads) {
    return new Rotation(
        Samples.request(policy, proof, workloads),
        world,
        world,
        world,
        world,
        told::add,
        world,
        () -> world.now);
  }

  /// A driver with ten minutes of patience, by the world's clock.
  private Pass run(ProofPolicy proof, RenewalPolicy policy) {
    return driven(rotation(proof, policy));
  }

  private Pass driven(Rotation rotation) {
    Pass pass = rotation.advance(rotation.observe());
    var end = world.now.plus(Duration.ofMinutes(10));
    while (pass instanceof Pass.Waiting waiting && world.now.isBefore(end)) {
      Duration time =
          waiting.atMost().compareTo(Duration.ofMinutes(1)) < 0
              ? waiting.atMost()
              : Duration.ofMinutes(1);
      waited.add(time);
      world.now = world.now.plus(time);
      WorkloadFacts seen = waiting.seen().workload(waiting.workload());
      pass = rotation.advance(waiting.seen().withWorkload(world.awaitChange(seen, time)));
    }
    return pass instanceof Pass.Waiting waiting
        ? rotation.giveUp(waiting, Duration.ofMinutes(10))
        : pass;
  }
}
