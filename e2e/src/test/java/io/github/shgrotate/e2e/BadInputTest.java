package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SampleGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is wrong: the right exit code, one clear message, no secret in it, and everything as it
/// was. Every row runs with the rights of `deploy/rbac.yaml` and no more, and with `--debug`, which
/// says the most.
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
  static Stream<BadInput> rows() {
    return all().filter(row -> !row.waits());
  }

  private static Stream<BadInput> all() {
    return Stream.of(
            BadNetwork.rows(),
            BadAzure.rows(),
            BadSignIn.rows(),
            BadCluster.rows(),
            BadSecret.rows(),
            BadOptions.rows())
        .flatMap(rows -> rows);
  }

  /// The reasons that do not come from bad input, or have a test of their own.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "ClockRefused",
          "WorkloadPaused",
          "WorkloadOnDelete",
          "RolloutFailed",
          "RolloutTimedOut",
          "TokenRefused",
          "KeyStillInUse",
          "OwnedByAnother",
          "Internal");

  @Test
  void every_reason_in_the_reference_has_a_row() throws Exception {
    String reference =
        Files.readString(
            Path.of("").toAbsolutePath().getParent().resolve("docs/reference/options.md"));
    String reasons =
        reference.substring(
            reference.indexOf("## Reasons of a failure"), reference.indexOf("## Reasons to renew"));

    assertThat(
            Pattern.compile("(?m)^\\| `([A-Za-z]+)` ")
                .matcher(reasons)
                .results()
                .map(row -> row.group(1))
                .filter(reason -> !ELSEWHERE.contains(reason)))
        .hasSizeGreaterThan(20)
        .isSubsetOf(all().map(BadInput::reason).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void is_told_clearly_and_changes_nothing(BadInput row, @TempDir Path folder) throws Exception {
    judge(row, folder);
  }

  /// All at once: what they do is to sleep between attempts.
  @Test
  void trouble_that_may_pass_is_told_clearly_after_all_attempts_and_changes_nothing(
      @TempDir Path folder) throws Exception {
    List<Executable> judgements = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (BadInput row : all().filter(BadInput::waits).toList()) {
        Path own = Files.createTempDirectory(folder, "row");
        Future<?> judged =
            threads.submit(
                () -> {
                  judge(row, own);
                  return row;
                });
        judgements.add(judged::get);
      }
    }
    assertThat(judgements).hasSizeGreaterThan(5);
    assertAll(judgements);
  }

  private static void judge(BadInput row, Path folder) throws Exception {
    try (SampleWorld world = SampleWorld.start(folder, 1)) {
      Rotator rotator = LeastRights.rotator(world).with("DEBUG", "true");
      for (BadInput.Slip slip : row.slips()) {
        rotator = slip.make(world, rotator);
      }
      SampleWorld.Snapshot before = world.snapshot();
      String stored = storedToken(world);

      Rotator.Run run = rotator.run(row.flags().toArray(String[]::new));

      FailureMessage message = FailureMessage.of(run.err());
      assertThat(message.reason()).as(run.err()).isEqualTo(row.reason());
      assertThat(run.exitCode()).as(run.err()).isEqualTo(row.exitCode());
      assertThat(message.text()).as(row.name()).contains(row.words());
      assertThat(message.marksOfAMistake()).as(message.text()).isEmpty();
      assertThat(run.out()).isEmpty();
      assertNothingSecretIsShown(row, world, run);
      assertLeft(row, world, before, message, stored);
    }
  }

  /// Some rows take the token away.
  private static String storedToken(SampleWorld world) {
    return world.storedText(SampleGateway.SECRET, "value").isEmpty() ? "" : world.storedToken();
  }

  private static void assertLeft(
      BadInput row,
      SampleWorld world,
      SampleWorld.Snapshot before,
      FailureMessage message,
      String stored) {
    assertThat(world.snapshot().pods()).isEqualTo(before.pods());
    switch (row.left()) {
      case NOTHING -> {
        assertThat(message.holds()).contains("nothing was changed");
        // But for the one event that tells of it.
        assertThat(LeastRights.writes(world))
            .hasSizeLessThan(2)
            .allMatch(request -> isEvent(request.toString()));
        assertThat(world.eventsOfRotator()).allMatch(event -> isAbout(event, row));
        assertThat(world.issuedTokens()).isEmpty();
        assertThat(world.snapshot()).isEqualTo(before);
      }
      case ISSUED -> {
        assertThat(message.holds()).contains("nothing was changed", stored);
        assertThat(world.issuedTokens()).hasSize(1);
        assertThat(world.snapshot()).isEqualTo(before);
        assertThat(world.eventsOfRotator()).hasSize(1).allMatch(event -> isAbout(event, row));
      }
      case STORED -> {
        assertThat(message.holds())
            .contains("the new token " + world.storedToken(), "no workload was restarted");
        assertThat(world.storedToken()).isNotEqualTo(stored);
        assertThat(world.issuedTokens()).hasSize(1);
      }
    }
  }

  private static boolean isEvent(String request) {
    return request.matches("kubernetes POST /api/v1/namespaces/[a-z]+/events\\?.*");
  }

  /// Whether it is the warning that the run failed, and why.
  private static boolean isAbout(JsonNode event, BadInput row) {
    return event.path("type").asText().equals("Warning")
        && event.path("reason").asText().equals("RotationFailed")
        && event.path("message").asText().contains("[" + row.reason() + "]");
  }

  private static void assertNothingSecretIsShown(BadInput row, SampleWorld world, Rotator.Run run) {
    String shown =
        run.out()
            + run.err()
            + world.sandbox().kubernetes().list("Event", SampleGateway.NAMESPACE)
            + annotations(world);
    Set<String> secrets = KnownSecrets.of(world);
    secrets.addAll(row.secrets());
    assertThat(secrets).hasSizeGreaterThan(3);
    assertThat(secrets.stream().filter(shown::contains)).as(run.err()).isEmpty();
  }

  private static String annotations(SampleWorld world) {
    return Stream.of("Secret", "Deployment", "Pod")
        .flatMap(kind -> world.sandbox().kubernetes().list(kind, SampleGateway.NAMESPACE).stream())
        .map(
            object ->
                object.at("/metadata/annotations").toString()
                    + object.at("/spec/template/metadata/annotations"))
        .collect(Collectors.joining("\n"));
  }
}
