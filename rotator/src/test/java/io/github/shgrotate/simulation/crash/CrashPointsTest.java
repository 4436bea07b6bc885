package io.github.shgrotate.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.simulation.Patience;
import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.judges.Violation;
import io.github.shgrotate.simulation.world.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever becomes of whichever request: run it again, and the gateways are well.
class CrashPointsTest {
  private static final int MOST_SHOWN = 10;
  private static final Rotator PRODUCT = new Product();

  @SuppressWarnings("unused") // by name
  private static final List<Beginning> BEGINNINGS = Beginnings.ALL;

  @ParameterizedTest(name = "from {0}")
  @FieldSource("BEGINNINGS")
  void converges_wherever_one_request_goes_wrong(Beginning beginning) {
    holds(CrashCases.single(beginning, PRODUCT));
  }

  @ParameterizedTest(name = "from {0}")
  @ValueSource(strings = {"first-rotation", "due", "half-rolled-out"})
  void converges_when_the_run_that_mends_goes_wrong_too(String beginning) {
    holds(CrashCases.againWhileMending(Beginnings.named(beginning), PRODUCT));
  }

  @ParameterizedTest(name = "from {0}")
  @ValueSource(strings = {"expired", "stamp-missing"})
  void converges_when_two_requests_of_one_run_go_wrong(String beginning) {
    holds(CrashCases.twice(Beginnings.named(beginning), PRODUCT));
  }

  @ParameterizedTest(name = "from {0}")
  @FieldSource("BEGINNINGS")
  void converges_when_nothing_goes_wrong(Beginning beginning) {
    holds(List.of(CrashCase.of(beginning, Patience.INSISTING)));
  }

  @Test
  void every_method_of_every_port_is_a_crash_point() {
    Set<String> requests =
        Beginnings.ALL.stream()
            .map(beginning -> CrashCase.of(beginning, Patience.NONE).play(PRODUCT))
            .flatMap(outcome -> outcome.evidence().entries().stream())
            .filter(Entry.Requested.class::isInstance)
            .map(Entry.Requested.class::cast)
            .map(Entry.Requested::request)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(requests)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("sign in"),
                    Stream.of(
                            TokenIssuer.class,
                            TokenStore.class,
                            Workloads.class,
                            Journal.class,
                            GatewayProbe.class)
                        .flatMap(
                            port ->
                                Arrays.stream(port.getDeclaredMethods())
                                    .map(method -> port.getSimpleName() + "." + method.getName())))
                .toList());
  }

  @Test
  void a_case_is_played_again_from_its_line() {
    String line = "two-workloads INSISTING 1.5:LOST_AFTER+ 2.3:KILLED_BEFORE";

    assertThat(CrashCase.parse(line)).hasToString(line);
  }

  private static void holds(List<CrashCase> cases) {
    List<String> broken =
        cases.parallelStream()
            .flatMap(
                each ->
                    each.play(PRODUCT).violations().stream().limit(1).map(how -> line(each, how)))
            .toList();

    assertThat(cases).isNotEmpty();
    assertThat(broken.stream().limit(MOST_SHOWN))
        .as("%d of %d cases; each can be replayed from its line", broken.size(), cases.size())
        .isEmpty();
  }

  private static String line(CrashCase of, Violation how) {
    return "bin/simulate --case '%s'   # %s".formatted(of, how);
  }
}
