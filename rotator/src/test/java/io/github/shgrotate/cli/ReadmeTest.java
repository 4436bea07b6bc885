package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Planner;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `README.md` shows what the program prints.
class ReadmeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T03:52:20Z");
  private static final Map<String, String> GIVEN =
      Map.of(
          "SUBSCRIPTION_ID", "2006d617-bee2-430e-8239-c83634af2fef",
          "RESOURCE_GROUP", "rg-edge",
          "APIM_INSTANCE", "apim-contoso",
          "APIM_GATEWAY", "edge-eu",
          "NAMESPACE", "apim",
          "TOKEN_SECRET", "edge-eu-token",
          "K8S_OBJECT", "deployment/edge-eu",
          "LOGIN_METHOD", "identity",
          "TOKEN_KEY", "rotate",
          "RENEW_BEFORE", "10d");

  @Test
  void its_plan_is_what_the_program_prints() throws IOException {
    Screen screen = Screen.away();
    Settings settings = settings(screen);
    Observation seen = seen();

    new TextReport(screen.surroundings())
        .planned(settings, seen, Planner.plan(settings.request(), seen));

    assertThat(Files.readString(Path.of("..", "README.md")).replaceAll("\n {9}", " "))
        .contains(
            screen.out().lines().map(line -> "    " + line).collect(Collectors.joining("\n")));
  }

  private static Settings settings(Screen screen) {
    Given given = Arguments.read(Command.PLAN.options(), List.of(), GIVEN);
    return switch (SettingsReader.read(given, screen.surroundings())) {
      case Checked.Good<Settings>(Settings settings) -> settings;
      case Checked.Bad<Settings>(var mistakes) -> throw new AssertionError(mistakes);
    };
  }

  /// A gateway whose token was made in the portal and signed, as nobody knows better, with the
  /// first key.
  private static Observation seen() {
    Fingerprint token = new Fingerprint("c07c8771f58f");
    TokenText stored =
        new TokenText.Whole(
            new TokenFacts(token, "edge-eu", Instant.parse("2026-11-30T03:52:00Z")));
    WorkloadFacts workload =
        new WorkloadFacts(
            new WorkloadRef(WorkloadKind.DEPLOYMENT, "edge-eu"),
            "uid",
            "1",
            "app=edge-eu",
            Optional.empty(),
            List.of(
                new TokenSource.SecretKey(
                    "edge-eu", "config.service.auth", "edge-eu-token", "value")),
            new RolloutFacts.Deployment(
                2, 2, false, 3, 3, 3, 3, Optional.empty(), Optional.empty()));
    return new Observation(
        new GatewayFacts(NOW, Duration.ZERO),
        new SecretFacts(
            "7",
            "Opaque",
            false,
            Map.of("value", stored),
            Optional.of("primary"),
            Optional.empty()),
        "value",
        Optional.of(token),
        Optional.empty(),
        List.of(workload),
        Map.of(),
        Map.of(),
        Optional.empty());
  }
}
