package io.github.shgrotate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinuteTest {
  @Test
  void gateways_of_one_service_spread_over_the_hour_and_leave_its_first_minute_out() {
    Map<String, Long> minutes =
        IntStream.range(0, 1180)
            .mapToObj(number -> schedule("edge-%04d".formatted(number)).split(" ", -1)[0])
            .collect(Collectors.groupingBy(minute -> minute, Collectors.counting()));

    assertThat(minutes).hasSize(59).doesNotContainKey("0");
    assertThat(minutes.values()).allMatch(count -> count < 60);
  }

  @Test
  void the_same_gateway_keeps_its_minute_however_it_is_written() {
    assertThat(schedule("Edge-EU")).isEqualTo(schedule("edge-eu")).isEqualTo("55 3 * * *");
  }

  private static String schedule(String gateway) {
    return Minute.schedule(
        List.of(
            new RotationRequest(
                new Gateway(
                    "00000000-0000-0000-0000-000000000000", "rg-edge", "apim-contoso", gateway),
                "apim",
                "token",
                Optional.empty(),
                List.of(),
                new RenewalPolicy(
                    KeyPolicy.ROTATE, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty()),
                true)));
  }
}
