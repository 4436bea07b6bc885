package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Renewal;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `--log-format json`: every line is as `docs/reference/log.schema.json` says.
class LogReportTest {
  private static final Path SCHEMA = Path.of("..", "docs/reference/log.schema.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant END = Instant.parse("2026-12-23T10:00:00Z");
  private static final WorkloadRef DEPLOYMENT = new WorkloadRef(WorkloadKind.DEPLOYMENT, "edge-eu");
  private static final Fingerprint TOKEN = new Fingerprint("c07c8771f58f");
  private static final TokenFacts FACTS = new TokenFacts(TOKEN, "edge-eu", END);
  private static final Gateway GATEWAY =
      new Gateway("2006d617-bee2-430e-8239-c83634af2fef", "rg-edge", "apim-contoso", "edge-eu");
  private static final Map<String, String> RIGHT =
      Map.of(
          "SUBSCRIPTION_ID", "2006d617-bee2-430e-8239-c83634af2fef",
          "RESOURCE_GROUP", "rg-edge",
          "APIM_INSTANCE", "apim-contoso",
          "APIM_GATEWAY", "edge-eu",
          "NAMESPACE", "apim",
          "TOKEN_SECRET", "edge-eu-token",
          "LOGIN_METHOD", "identity",
          "LOG_FORMAT", "json");

  private final Screen screen = Screen.with(RIGHT);
  private final Report report = report();

  private Report report() {
    Given given = Arguments.read(Command.ROTATE.options(), List.of(), RIGHT);
    return switch (SettingsReader.read(given, screen.surroundings())) {
      case Checked.Good<Settings>(Settings settings) -> Report.of(settings, screen.surroundings());
      case Checked.Bad<Settings>(var mistakes) -> throw new AssertionError(mistakes);
    };
  }

  static List<Deed> deeds() {
    return List.of(
        new Deed.GatewayRead(
            new GatewayFacts(Instant.parse("2026-11-24T10:00:30Z"), Duration.ZERO)),
        new Deed.Renewed(
            Optional.of(new TokenFacts(new Fingerprint("aaaaaaaaaaaa"), "edge-eu", END)),
            new TokenRecord("value", GATEWAY, KeySlot.SECONDARY, FACTS, END),
            new Renewal(Renewal.Check.EXPIRES_SOON, "5 days are left")),
        new Deed.Restarted(DEPLOYMENT, TOKEN, END),
        new Deed.Proven(DEPLOYMENT, TOKEN, 3, 1, List.of("held for 1 min")),
        new Deed.Revoked(KeySlot.PRIMARY),
        new Deed.PutBack(new FormerToken(TOKEN, Optional.empty(), END), List.of(DEPLOYMENT)),
        new Deed.Unproven(DEPLOYMENT, "pods may not be listed"),
        new Deed.Warned("Helm writes the Secret too"));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void a_deed_is_one_line_that_says_what_the_text_says_and_of_which_gateway(Deed deed)
      throws IOException {
    Screen text = Screen.away();

    report.tell(deed);
    new TextReport(text.surroundings()).tell(deed);

    JsonNode line = theLine();
    assertThat(line.path("event").asText()).isEqualTo(deed.kind().code());
    assertThat(text.err()).endsWith(" " + line.path("message").asText() + "\n");
    assertThat(line.path("gateway").asText()).endsWith("/gateways/edge-eu");
    assertThat(line.path("namespace").asText()).isEqualTo("apim");
    assertThat(line.path("secret").asText()).isEqualTo("edge-eu-token");
    assertThat(line.path("level").asText()).isEqualTo(deed.kind().isWarning() ? "warning" : "info");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void there_is_a_sample_of_every_kind_of_deed_but_the_failure_which_has_its_own_test() {
    assertThat(deeds().stream().map(Deed::kind).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Deed.Kind.ROTATION_FAILED)));
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_is_one_line_with_all_that_is_known(Reason reason) throws IOException {
    Failure failure =
        new Failure(reason, "What", "where", "why\nand why", "next", List.of("x-ms-request-id=1"));

    ExitCode code = report.failed(failure, "the former token holds", Optional.empty());

    JsonNode line = theLine();
    assertThat(line.path("event").asText()).isEqualTo("RotationFailed");
    assertThat(line.path("reason").asText()).isEqualTo(reason.code());
    assertThat(line.path("exitCode").asInt()).isEqualTo(code.number());
    assertThat(line.path("holds").asText()).isEqualTo("the former token holds");
    assertThat(line.path("requestIds").path(0).asText()).isEqualTo("x-ms-request-id=1");
  }

  @Test
  void a_mistake_of_our_own_is_one_line_too() throws IOException {
    report.broken(new IllegalStateException("twice"));

    assertThat(theLine().path("reason").asText()).isEqualTo("Internal");
    assertThat(theLine().path("stackTrace").asText()).contains("IllegalStateException: twice\n");
  }

  @Test
  void a_rollout_is_told_when_it_changes() throws IOException {
    report.waiting("deployment/edge-eu", "1 of 3 pods");
    report.waiting("deployment/edge-eu", "1 of 3 pods");

    assertThat(theLine().path("event").asText()).isEqualTo("RolloutAwaited");
  }

  @Test
  void notices_debug_and_progress_are_lines_too() throws IOException {
    JsonLog log = JsonLog.of(screen.surroundings());
    log.notice("a file was left out");
    log.debug("GET /");
    log.progress("1 of 2 done");

    List<String> lines = screen.err().lines().toList();
    for (String line : lines) {
      assertAsPromised(line);
    }
    assertThat(lines).hasSize(3);
  }

  @Test
  void what_was_left_out_of_a_file_is_a_line_too() throws IOException {
    FleetTally tally = new FleetTally(3);
    tally.begins();

    new FleetLog(JsonLog.of(screen.surroundings()))
        .cutShort(
            tally, new Failure(Reason.SIGN_IN_REFUSED, "What", "where", "why", "sign in anew"));

    assertThat(theLine().path("event").asText()).isEqualTo("FleetCutShort");
    assertThat(theLine().path("message").asText())
        .isEqualTo("2 not begun, as they would have met the same [SignInRefused]; sign in anew");
  }

  @Test
  void doctor_speaks_in_it_too_where_it_is_asked_to() throws IOException {
    Program.run(List.of("doctor", "-k", "third"), screen.surroundings());

    assertThat(theLine().path("reason").asText()).isEqualTo("OptionsInvalid");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void wrong_options_are_told_in_the_form_that_was_asked_for() throws IOException {
    Exit exit =
        Program.run(List.of("rotate", "--log-format", "json"), Screen.away().surroundings());
    Program.run(List.of("rotate", "--log-format", "json", "-k", "third"), screen.surroundings());

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(theLine().path("reason").asText()).isEqualTo("OptionsInvalid");
    assertThat(theLine().path("why").asText()).contains("\"third\" is none of last");
  }

  @Test
  void the_time_is_of_this_machine_and_in_utc() throws IOException {
    report.tell(new Deed.Warned("something"));

    assertThat(Instant.parse(theLine().path("time").asText()))
        .isEqualTo(screen.surroundings().clock().instant());
  }

  @Test
  void the_schema_and_the_reference_list_the_events_and_reasons_that_there_are()
      throws IOException {
    Set<String> events =
        Stream.concat(
                Arrays.stream(Deed.Kind.values()).map(Deed.Kind::code),
                Arrays.stream(LogEvent.values()).map(LogEvent::code))
            .collect(Collectors.toSet());
    JsonNode schema = MAPPER.readTree(Files.readString(SCHEMA));

    assertThat(words(schema.at("/properties/event/enum"))).isEqualTo(events);
    assertThat(words(schema.at("/$defs/failureReason/enum")))
        .isEqualTo(Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.toSet()));
    assertThat(words(schema.at("/$defs/renewalReason/enum")))
        .isEqualTo(
            Arrays.stream(Renewal.Check.values())
                .map(Renewal.Check::code)
                .collect(Collectors.toSet()));
    String reference = Files.readString(Path.of("..", "docs/reference/log.md"));
    for (Deed.Kind kind : Deed.Kind.values()) {
      assertThat(reference).contains("\n| `%s` | %s | ".formatted(kind.code(), level(kind)));
    }
    for (LogEvent event : LogEvent.values()) {
      assertThat(reference).contains("\n| `%s` | %s | ".formatted(event.code(), event.meaning()));
    }
  }

  private static String level(Deed.Kind kind) {
    if (kind == Deed.Kind.ROTATION_FAILED) {
      return "error";
    }
    return kind.isWarning() ? "warning" : "info";
  }

  private static Set<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  private JsonNode theLine() throws IOException {
    assertThat(screen.err().lines()).hasSize(1);
    assertAsPromised(screen.err());
    return MAPPER.readTree(screen.err());
  }

  private static void assertAsPromised(String line) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
  }
}
