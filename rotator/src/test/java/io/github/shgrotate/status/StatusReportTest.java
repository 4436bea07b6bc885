package io.github.shgrotate.status;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReportTest {
  @Test
  void the_worst_comes_first_then_the_token_that_ends_first() {
    StatusReport report =
        judged(
            List.of(),
            gateway("b", "well").found(),
            gateway("a", "well").endsIn(Duration.ofDays(20)).found(),
            gateway("a", "entra").signIn(new SignIn.Entra("azureAdApp")).found(),
            gateway("a", "ended").endsIn(Duration.ofDays(-1)).found(),
            gateway("a", "hidden").signIn(new SignIn.Unclear("nobody knows")).found(),
            gateway("a", "soon").endsIn(Duration.ofDays(5)).found());

    assertThat(report.gateways())
        .extracting(each -> each.namespace() + "/" + each.workload().name())
        .containsExactly("a/ended", "a/soon", "a/hidden", "a/well", "b/well", "a/entra");
  }

  @Test
  void the_whole_is_as_bad_as_the_worst_of_it() {
    FoundGateway well = gateway().found();
    assertThat(judged(List.of(), well).state()).isEqualTo(State.OK);
    assertThat(judged(List.of(), well, gateway().endsIn(Duration.ofDays(1)).found()).state())
        .isEqualTo(State.CRITICAL);
    assertThat(judged(List.of(), gateway().signIn(new SignIn.Entra("azureAdApp")).found()).state())
        .isEqualTo(State.OK);
  }

  @Test
  void what_cannot_be_seen_is_not_well() {
    assertThat(judged(List.of()).state()).isEqualTo(State.UNKNOWN);
    assertThat(
            judged(
                    List.of(new Found.BlindSpot("list on daemonsets", "DaemonSets")),
                    gateway().found())
                .state())
        .isEqualTo(State.UNKNOWN);
  }

  @ParameterizedTest(name = "{0} seconds ahead: {2}")
  @CsvSource({
    "0,    true,  ''",
    "90,   true,  ''",
    "-90,  true,  ''",
    "91,   false, 1 min behind that",
    "-7200, false, 2 h ahead of that",
  })
  void another_clock_is_a_reason_to_doubt_all_times(
      int secondsAhead, boolean agree, String expected) {
    StatusReport report =
        StatusReport.judge(
            new Found(
                Scope.of("apim"),
                List.of(gateway().found()),
                List.of(),
                Optional.of(Duration.ofSeconds(secondsAhead))),
            StatusPolicy.STANDARD,
            NOW);

    assertThat(report.clocksAgree()).contains(agree);
    assertThat(String.join("", report.findings().stream().map(Finding::what).toList()))
        .contains(expected)
        .matches(text -> text.isEmpty() == agree);
  }

  private static StatusReport judged(List<Found.BlindSpot> blindSpots, FoundGateway... gateways) {
    return StatusReport.judge(
        new Found(Scope.everywhere(), List.of(gateways), blindSpots, Optional.empty()),
        StatusPolicy.STANDARD,
        NOW);
  }
}
