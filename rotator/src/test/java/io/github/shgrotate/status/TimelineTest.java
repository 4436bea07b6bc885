package io.github.shgrotate.status;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lives are written as `PHASE from..to` in days from now.
class TimelineTest {
  @ParameterizedTest(name = "ends in {0} days, renewed {1} days before: {2}")
  @CsvSource({
    "20,  10, GOOD -9..10  RENEWAL_DUE 10..13  AZURE_WARNS 13..20",
    "8,   10, GOOD -21..-2 RENEWAL_DUE -2..1   AZURE_WARNS 1..8",
    "20,  5,  GOOD -9..13  AZURE_WARNS 13..20",
    "-2,  10, GOOD -31..-12 RENEWAL_DUE -12..-9 AZURE_WARNS -9..-2 ENDED -2..0",
    "-90, 10, ENDED -31..0",
  })
  void a_life_has_its_phases(int endsIn, int renewBefore, String expected) {
    Timeline timeline = timeline(renewBefore, gateway().endsIn(Duration.ofDays(endsIn)).found());

    assertThat(timeline.rows()).hasSize(1);
    assertThat(written(timeline.rows().getFirst())).isEqualTo(expected.replaceAll(" +", " "));
  }

  @Test
  void stretches_leave_no_gap_and_stay_on_the_axis() {
    Timeline timeline =
        timeline(10, SampleGateways.cluster().gateways().toArray(FoundGateway[]::new));

    assertThat(timeline.rows()).hasSize(5);
    for (Timeline.Row row : timeline.rows()) {
      for (int i = 0; i < row.stretches().size(); i++) {
        Timeline.Stretch stretch = row.stretches().get(i);
        assertThat(stretch.from()).isBefore(stretch.to()).isAfterOrEqualTo(timeline.from());
        assertThat(stretch.to()).isBeforeOrEqualTo(timeline.to());
        if (i > 0) {
          assertThat(stretch.from()).isEqualTo(row.stretches().get(i - 1).to());
        }
      }
    }
  }

  @Test
  void an_unknown_beginning_is_drawn_as_early_as_it_can_be() {
    Timeline.Row row =
        timeline(10, gateway().endsIn(Duration.ofDays(20)).neverRotated().found())
            .rows()
            .getFirst();

    assertThat(row.startIsKnown()).isFalse();
    assertThat(written(row)).startsWith("GOOD -10..10");
  }

  @Test
  void dates_are_midnights_evenly_spread_with_today_among_them() {
    Timeline timeline =
        timeline(
            10,
            gateway().endsIn(Duration.ofDays(-20)).found(),
            gateway().endsIn(Duration.ofDays(29)).found());

    assertThat(timeline.days()).hasSizeBetween(4, 10).contains(NOW.minus(Duration.ofHours(10)));
    Duration step = Duration.between(timeline.days().get(0), timeline.days().get(1));
    for (int i = 1; i < timeline.days().size(); i++) {
      assertThat(Duration.between(timeline.days().get(i - 1), timeline.days().get(i)))
          .isEqualTo(step);
    }
  }

  @Test
  void the_axis_runs_from_nought_to_one() {
    Timeline timeline = timeline(10, gateway().endsIn(Duration.ofDays(20)).found());

    assertThat(timeline.position(timeline.from())).isZero();
    assertThat(timeline.position(timeline.to())).isEqualTo(1);
    assertThat(timeline.position(timeline.to().plusSeconds(9))).isEqualTo(1);
    assertThat(timeline.position(NOW)).isEqualTo(10.0 / 31, within(0.001));
  }

  @Test
  void without_tokens_there_is_nothing_to_draw() {
    assertThat(timeline(10, gateway().signIn(new SignIn.Entra("azureAdApp")).found()).rows())
        .isEmpty();
  }

  private static String written(Timeline.Row row) {
    return String.join(
        " ",
        row.stretches().stream()
            .map(
                each ->
                    "%s %d..%d"
                        .formatted(
                            each.phase(),
                            Duration.between(NOW, each.from()).toDays(),
                            Duration.between(NOW, each.to()).toDays()))
            .toList());
  }

  private static Timeline timeline(int renewBefore, FoundGateway... gateways) {
    return Timeline.of(
        StatusReport.judge(
            new Found(Scope.everywhere(), List.of(gateways), List.of(), Optional.empty()),
            new StatusPolicy(
                Duration.ofDays(renewBefore), StatusPolicy.AZURE_WARNS, Duration.ofDays(2)),
            NOW));
  }
}
