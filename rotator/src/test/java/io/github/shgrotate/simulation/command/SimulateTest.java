package io.github.shgrotate.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bin/simulate`, but for its process.
class SimulateTest {
  private static final String POLICY =
      """
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: edge-eu, namespace: apim}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg-edge, service: apim-contoso, name: edge-eu}
        secretRef: {name: edge-eu-token}
        workloads: [{kind: Deployment, name: edge-eu}]
      """;

  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Simulate.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String policy(String text) throws IOException {
    return Files.writeString(folder.resolve("gateways.yaml"), text).toString();
  }

  @Test
  void what_the_document_shows_is_what_it_prints() throws IOException {
    String document = Files.readString(Path.of("../docs/simulate.md"));

    int code =
        run(
            "-f",
            policy(POLICY),
            "--days",
            "90",
            "--outage",
            "3d@day20",
            "--outage",
            "kubernetes:36h@day39");

    assertThat(code).isZero();
    assertThat(out().lines()).isNotEmpty().allMatch(line -> document.contains("    " + line));
  }

  @Test
  void an_outage_that_outlasts_the_margin_is_not_fine() throws IOException {
    assertThat(run("-f", policy(POLICY), "--days", "60", "--outage", "schedule:14d@day20")).isOne();
    assertThat(out())
        .contains("THE TOKEN ENDS")
        .contains("NOT FINE")
        .contains("TOO LATE by 4 days");
  }

  @Test
  void a_wider_margin_bears_the_same_outage() throws IOException {
    String wider = POLICY + "  renewBefore: 18d\n";

    assertThat(run("-f", policy(wider), "--days", "60", "--outage", "schedule:14d@day20")).isZero();
    assertThat(out()).contains("fine: apim/edge-eu always had a valid token");
  }

  @Test
  void years_are_counted_and_clean() {
    assertThat(run("--seeds", "3", "--days", "60", "--first-seed", "5")).isZero();
    assertThat(out())
        .startsWith("3 seeds from 5, 60 days each: ")
        .contains("every promise was kept");
  }

  @Test
  void one_seed_is_told_with_what_is_left_of_it() {
    assertThat(run("--first-seed", "5", "--days", "60", "--only", "2")).isZero();
    assertThat(out().lines().filter(line -> line.startsWith("day "))).hasSize(1);
  }

  @Test
  void a_crash_case_is_played_from_its_line() {
    assertThat(run("--case", "due NONE 1.5:LOST_AFTER")).isZero();
    assertThat(out()).contains("due NONE 1.5:LOST_AFTER: ").contains("every promise was kept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seed 3 | is no option",
        "--seeds | needs a value",
        "--seeds none | is no whole number from 1",
        "--days 0 | is no whole number from 1 to 3660",
        "--only 1,x | is no list of numbers",
        "--only 999 | has happenings 1 to",
        "--only 1 --seeds 2 | are for one seed",
        "--case nothing | a beginning and a patience are needed",
        "--case due | the tests print such lines",
        "--outage 3d@day20 | -f FILE is not given, so --outage means nothing",
        "-f f.yaml --seeds 3 | do not go together",
        "-f f.yaml --outage 3 | one is written 3d@day20",
        "-f f.yaml --outage moon:3d@day20 | is none of azure, kubernetes, schedule",
        "-f f.yaml --outage 3d@day400 | there are days 1 to 365",
        "-f nowhere.yaml | cannot be read",
      })
  void what_makes_no_sense_is_said(String arguments, String said) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("simulate: ").contains(said);
    assertThat(out()).isEmpty();
  }

  @Test
  void the_mistakes_of_a_file_are_told() throws IOException {
    assertThat(run("-f", policy(POLICY + "  renewBefor: 3d\n"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("renewBefore");
  }

  @Test
  void its_help_fits_a_screen() {
    assertThat(Stream.of("--help", "-h").map(this::run)).containsOnly(0);
    assertThat(Arrays.asList(Usage.TEXT.split("\n", -1)))
        .hasSizeLessThan(25)
        .allMatch(line -> line.length() <= 120);
  }
}
