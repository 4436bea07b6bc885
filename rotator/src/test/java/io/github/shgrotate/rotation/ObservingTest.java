package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a run says and refuses before it does anything.
class ObservingTest {
  private static final Owner HELM = new Owner("Helm", "label managed-by", "set tokenSecret");

  private final InMemoryWorld world = new InMemoryWorld();
  private final InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
  private final List<Deed> told = new ArrayList<>();

  @Test
  void what_is_found_is_told_once_however_often_it_is_looked_at() {
    gateway.sources = List.of();
    world.owners = List.of(HELM);
    Rotation rotation = rotation(false);

    assertThat(rotation.lastSeen()).isEmpty();
    Observation seen = rotation.observe();
    var _ = rotation.observe();

    assertThat(rotation.lastSeen()).contains(seen);
    assertThat(told)
        .hasSize(3)
        .contains(new Deed.GatewayRead(new GatewayFacts(world.now, Duration.ZERO)));
    assertThat(rotation.deeds()).isEqualTo(told);
    assertThat(warnings())
        .satisfiesExactlyInAnyOrder(
            what -> assertThat(what).startsWith("deployment/apim-gateway does not mention"),
            what -> assertThat(what).startsWith("Helm writes Secret apim/gateway-token"));
    assertThat(world.events).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PT5M,    ",
    "-PT5M,   ",
    "PT5M1S,  this machine's clock is 5 min ahead of Azure's",
    "-PT2H,   this machine's clock is 2 h behind Azure's",
  })
  void a_clock_may_be_five_minutes_off(Duration ahead, String expected) {
    world.localClockAhead = ahead;

    var _ = rotation(false).observe();

    assertThat(warnings().stream().map(what -> what.split(";")[0]))
        .isEqualTo(Optional.ofNullable(expected).stream().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "owned,     OWNED_BY_ANOTHER",
    "immutable, SECRET_IMMUTABLE",
    "wrongType, SECRET_TYPE_WRONG",
    "ambiguous, SECRET_KEY_AMBIGUOUS"
  })
  void what_would_fail_later_is_refused_before_azure_is_asked(String what, Reason expected) {
    switch (what) {
      case "owned" -> world.owners = List.of(HELM);
      case "immutable" -> world.immutable = true;
      case "wrongType" -> world.type = "kubernetes.io/tls";
      default ->
          gateway.sources =
              List.of(
                  new TokenSource.SecretKey("a", "config.service.auth", "gateway-token", "one"),
                  new TokenSource.SecretKey("b", "config.service.auth", "gateway-token", "two"));
    }

    assertThatThrownBy(() -> rotation(true).observe())
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(expected));
    assertThat(world.count("gateway")).isZero();
  }

  private List<String> warnings() {
    return told.stream()
        .filter(Deed.Warned.class::isInstance)
        .map(deed -> ((Deed.Warned) deed).what())
        .toList();
  }

  private Rotation rotation(boolean strictOwnership) {
    return new Rotation(
        new RotationRequest(
            Samples.GATEWAY,
            "apim",
            "gateway-token",
            Optional.empty(),
            List.of(Samples.DEPLOYMENT),
            Samples.tenDaysBefore(),
            true,
            ProofPolicy.PODS_ALONE,
            strictOwnership),
        world,
        world,
        world,
        world,
        told::add,
        world,
        () -> world.now);
  }
}
