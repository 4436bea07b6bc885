package io.github.shgrotate.cli;

import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.FoundGateway;
import io.github.shgrotate.status.GatewaySearch;
import io.github.shgrotate.status.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCommandTest {
  /// A cluster that says what it was given, and remembers where it was looked.
  private static final class FakeCluster implements GatewaySearch {
    private final List<FoundGateway> gateways;
    private final List<Scope> asked = new ArrayList<>();

    private FakeCluster(FoundGateway... gateways) {
      this.gateways = List.of(gateways);
    }

    @Override
    public Found find(Scope scope) {
      asked.add(scope);
      return new Found(scope, gateways, List.of(), Optional.of(Duration.ZERO));
    }
  }

  @ParameterizedTest(name = "{0} days left, {1}: exit code {2}")
  @CsvSource({
    "-1, '',                        0",
    "-1, --warn 12d,                2",
    "13, --warn 12d --crit 5d,      0",
    "11, --warn 12d --crit 5d,      1",
    "4,  --warn 12d --crit 5d,      2",
    "6,  --crit 3d,                 1",
    "4,  --warn 3d --crit 1d,       0",
    "9,  --warn 5d,                 0",
    "2,  --warn 1d,                 0",
    "9,  --crit 8d,                 0",
    "7,  --crit 8d,                 2",
  })
  void monitoring_exit_codes_are_given_only_when_asked_for(
      int daysLeft, String flags, int expected) {
    FoundGateway gateway = gateway("apim", "a").endsIn(Duration.ofDays(daysLeft)).found();

    Exit exit = run(new FakeCluster(gateway), Screen.away(), flags);

    assertThat(exit.number()).isEqualTo(expected);
  }

  @Test
  void for_monitoring_the_first_line_says_it_all() {
    Screen screen = Screen.away();

    run(
        new FakeCluster(
            gateway("apim", "well").found(),
            gateway("apim", "late").endsIn(Duration.ofDays(1)).found()),
        screen,
        "--warn 12d");

    assertThat(screen.out().lines().findFirst())
        .contains(
            "APIM-SHG CRITICAL: 2 gateways: 1 critical, 1 ok; late: the token ends in 1 day, and"
                + " Azure warns");
  }

  @Test
  void whose_clock_it_was_is_said() {
    Screen screen = Screen.away();

    run(new FakeCluster(gateway("apim", "a").found()), screen, "");

    assertThat(screen.out().replaceAll("\\s+", " "))
        .contains("at 2026-11-24 10:00 UTC (by this machine's clock; the Kubernetes API's agrees)");
  }

  @Test
  void finding_nothing_is_unknown_to_monitoring_and_no_failure_else() {
    assertThat(run(new FakeCluster(), Screen.away(), "--warn 12d"))
        .isEqualTo(MonitoringState.UNKNOWN);
    assertThat(run(new FakeCluster(), Screen.away(), "")).isEqualTo(ExitCode.NOTHING_OWED);
  }

  @Test
  void mistakes_are_told_all_at_once() {
    Screen screen = Screen.away();

    Exit exit =
        Program.run(
            List.of(
                "status",
                "-n",
                "Apim",
                "-A",
                "--warn",
                "7d",
                "--crit",
                "9d",
                "-O",
                "xml",
                "--renew-befor=1d"),
            screen.surroundings());

    assertThat(exit).isEqualTo(MonitoringState.UNKNOWN);
    assertThat(screen.err())
        .contains("5 of the options are wrong")
        .contains("--namespace (NAMESPACE): \"Apim\" is no name of a namespace")
        .contains("-n and -A exclude each other")
        .contains("--crit must not be more than --warn (9 days and 7 days)")
        .contains("--output: \"xml\" is none of text, json, html")
        .contains("did you mean --renew-before?")
        .contains("apim-shg-rotate status --help");
    assertThat(screen.out()).startsWith("APIM-SHG UNKNOWN: 5 of the options are wrong");
  }

  @Test
  void a_mistake_without_monitoring_has_the_contracts_exit_code() {
    assertThat(Program.run(List.of("status", "--warmer"), Screen.away().surroundings()))
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "--subscription-id", "--token-secret", "--dry-run"})
  void a_flag_of_another_command_is_none_of_this_one(String flag) {
    Screen screen = Screen.away();

    assertThat(Program.run(List.of("status", flag, "x"), screen.surroundings()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains(flag + " is no flag");
  }

  @ParameterizedTest
  @CsvSource({"status, 2", "status --warn 3d, 3", "status -O json, 2"})
  void a_proxy_that_makes_no_sense_is_a_failure_like_any_other(String line, int exitCode) {
    Screen screen = Screen.with(Map.of("ALL_PROXY", "socks5://proxy:1080"));

    Exit exit = Program.run(List.of(line.split(" ", -1)), screen.surroundings());

    assertThat(exit.number()).isEqualTo(exitCode);
    assertThat(screen.err()).contains("ALL_PROXY").doesNotContain("\tat ");
  }

  @Test
  void a_cluster_that_cannot_be_reached_is_a_failure_in_json_too() {
    Screen screen = Screen.with(Map.of("KUBECONFIG", "/nowhere/config"));

    Exit exit = Program.run(List.of("status", "-O", "json"), screen.surroundings());

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(screen.out()).contains("KubeconfigInvalid");
    StatusJsonTest.assertAsPromised(screen.out());
  }

  @ParameterizedTest(name = "NAMESPACE={0} {1}: {2}")
  @CsvSource({
    "apim, '',      namespace apim",
    "apim, -n other, namespace other",
    "apim, -A,      all namespaces",
  })
  void the_scope_is_the_flag_s_else_the_variable_s(String variable, String flags, String expected) {
    StatusSettings settings = settings(Map.of("NAMESPACE", variable), flags);

    assertThat(settings.scope()).hasToString("Optional[" + expected + "]");
  }

  @Test
  void without_either_the_cluster_s_access_decides() {
    assertThat(settings(Map.of(), "").scope()).isEmpty();
  }

  @Test
  void a_rotation_s_variables_are_understood_and_its_others_passed_over() {
    StatusSettings settings =
        settings(Map.of("RENEW_BEFORE", "12d", "SUBSCRIPTION_ID", "x", "TOKEN_SECRET", "T!"), "");

    assertThat(settings.policy().renewBefore()).isEqualTo(Duration.ofDays(12));
    assertThat(settings.isMonitoring()).isFalse();
  }

  private static Exit run(GatewaySearch cluster, Screen screen, String flags) {
    return StatusCommand.told(
        settings(Map.of(), flags), Scope.of("apim"), cluster, screen.surroundings());
  }

  private static StatusSettings settings(Map<String, String> environment, String flags) {
    List<String> arguments = flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1));
    return switch (StatusSettings.read(
        Arguments.read(Command.STATUS.options(), arguments, environment))) {
      case Checked.Good<StatusSettings>(StatusSettings settings) -> settings;
      case Checked.Bad<StatusSettings>(var sentences) -> throw new AssertionError(sentences);
    };
  }
}
