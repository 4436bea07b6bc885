package io.github.shgrotate.cli;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.FoundGateway;
import io.github.shgrotate.status.SampleGateways;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.StatusPolicy;
import io.github.shgrotate.status.StatusReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {
  private static final char ESCAPE = '\033';

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120, 160, 200})
  void no_line_is_wider_than_the_terminal(int width) {
    assertThat(text(SampleGateways.cluster(), width).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200})
  void every_fact_is_told_at_every_width(int width) {
    String told = text(SampleGateways.cluster(), width).replaceAll("\\s+", " ");

    assertThat(told)
        .contains("line-1-token/value", "edge-us-token/gateway-key", "apim-contoso", "primary")
        .contains("statefulset/edge-dc", "daemonset/line-2", "2d 2h ago", "24d 3h", "5/5", "1/3")
        .contains("Helm", "workloadIdentity", "store-gateway-of-the-northern-region", "retail");
  }

  @Test
  void the_cells_of_a_column_stand_below_its_header() {
    List<String> lines = text(SampleGateways.cluster(), 200).lines().toList();
    String header =
        lines.stream().filter(line -> line.startsWith("STATE")).findFirst().orElseThrow();
    String row =
        lines.stream().filter(line -> line.startsWith("critical")).findFirst().orElseThrow();

    assertThat(row.indexOf("factory")).isEqualTo(header.indexOf("NAMESPACE"));
    assertThat(row.indexOf("line-1")).isEqualTo(header.indexOf("GATEWAY"));
    assertThat(row.indexOf("2d 2h ago")).isEqualTo(header.indexOf("ENDS IN"));
    assertThat(row.indexOf("2/2")).isEqualTo(header.indexOf("PODS"));
  }

  @Test
  void more_room_makes_more_columns() {
    assertThat(header(80)).doesNotContain("SECRET/KEY");
    assertThat(header(200)).contains("SECRET/KEY", "SIGNED", "SERVICE");
  }

  @Test
  void one_namespace_needs_no_column_for_it() {
    assertThat(text(new Found(Scope.of("apim"), gateways(), List.of(), Optional.empty()), 80))
        .contains("in namespace apim")
        .doesNotContain("NAMESPACE");
  }

  @Test
  void a_command_that_is_too_long_goes_on_as_a_shell_takes_it() {
    String told = text(SampleGateways.documented(), 80);
    String command = told.substring(told.indexOf("apim-shg-rotate -s"));

    assertThat(command.substring(0, command.indexOf("10d") + 3).replaceAll(" \\\\\n +", " "))
        .isEqualTo(
            "apim-shg-rotate -s 2006d617-bee2-430e-8239-c83634af2fef -r rg-edge -a apim-contoso"
                + " -g line-1 -n factory -t line-1-token -o deployment/line-1 --token-key rotate"
                + " --renew-before 10d");
  }

  @Test
  void what_was_not_looked_at_is_said() {
    assertThat(
            text(
                new Found(
                    Scope.everywhere(),
                    gateways(),
                    List.of(
                        new Found.BlindSpot(
                            "list on daemonsets.apps in all namespaces", "DaemonSets")),
                    Optional.empty()),
                120))
        .contains("? DaemonSets were not looked at: this account lacks list on daemonsets.apps");
  }

  @Test
  void an_empty_namespace_is_said_to_be_empty() {
    assertThat(text(new Found(Scope.of("apmi"), List.of(), List.of(), Optional.empty()), 80))
        .contains("namespace apmi", "None was found", "config.service.auth");
  }

  @Test
  void a_name_cannot_talk_to_the_terminal() {
    Found found =
        new Found(
            Scope.of("apim"),
            List.of(gateway("apim", "a").neverRotated().gatewayName("x\033[31m\n\007y").found()),
            List.of(),
            Optional.empty());

    assertThat(text(found, 80)).doesNotContain("\033", "\007").contains("x\uFFFD[31m\uFFFD\uFFFDy");
  }

  @ParameterizedTest(name = "terminal {0}, NO_COLOR={1}, TERM={2}: colours {3}")
  @CsvSource({
    "true,  '', xterm, true",
    "false, '', xterm, false",
    "true,  1,  xterm, false",
    "true,  '', dumb,  false",
  })
  void colours_are_for_terminals_that_want_them(
      boolean isTerminal, String noColor, String term, boolean expected) {
    Map<String, String> environment = Map.of("NO_COLOR", noColor, "TERM", term);
    Surroundings surroundings =
        (isTerminal ? Screen.terminal(environment) : Screen.with(environment)).surroundings();

    assertThat(surroundings.colours()).isEqualTo(expected);
  }

  @Test
  void colours_change_nothing_but_the_colours() {
    StatusReport report = report(SampleGateways.cluster());
    String coloured = StatusText.of(report, 80, true);

    assertThat(coloured).contains(ESCAPE + "[1;31mcritical");
    assertThat(coloured.replaceAll(ESCAPE + "\\[[0-9;]*m", ""))
        .isEqualTo(StatusText.of(report, 80, false));
  }

  @ParameterizedTest(name = "COLUMNS={0}: {1}")
  @CsvSource({"120, 120", "'', 80", "0, 80", "wide, 80", "99999, 80"})
  void the_width_is_the_terminals(String columns, int expected) {
    assertThat(Screen.with(Map.of("COLUMNS", columns)).surroundings().columns())
        .isEqualTo(expected);
  }

  private static List<FoundGateway> gateways() {
    return List.of(gateway("apim", "edge").found());
  }

  private static String header(int width) {
    return text(SampleGateways.cluster(), width)
        .lines()
        .filter(line -> line.startsWith("STATE"))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Found found, int width) {
    return StatusText.of(report(found), width, false);
  }

  private static StatusReport report(Found found) {
    return StatusReport.judge(found, StatusPolicy.STANDARD, NOW);
  }
}
