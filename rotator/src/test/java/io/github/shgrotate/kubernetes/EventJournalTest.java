package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT;
import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT_PATH;
import static io.github.shgrotate.kubernetes.Samples.EVENTS;
import static io.github.shgrotate.kubernetes.Samples.SECRET_PATH;
import static io.github.shgrotate.kubernetes.Samples.deployment;
import static io.github.shgrotate.kubernetes.Samples.secret;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Renewal;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventJournalTest {
  private static final Path REFERENCE = Path.of("..", "docs/reference/record.md");
  private static final Deed RESTARTED =
      new Deed.Restarted(DEPLOYMENT, Samples.token().facts().fingerprint(), Instant.EPOCH);

  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();
  private final KubernetesConnection connection = api.connect(time);
  private final GatewayObjects objects = connection.objects("apim", "gw-token");
  private final Journal journal = objects.journal();

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  static Stream<Arguments> deeds() {
    return Stream.of(
        arguments(
            new Deed.Renewed(
                Optional.empty(),
                Samples.record(),
                new Renewal(Renewal.Check.EXPIRES_SOON, "It ended soon.")),
            "Secret/gw-token",
            "s-1",
            "Normal",
            "TokenRenewed",
            "Gateway token %s of gw1, made with the secondary key, is stored and expires at"
                + " 2030-01-31T12:34:00Z. It ended soon."),
        arguments(
            RESTARTED,
            "Deployment/gw",
            "d-1",
            "Normal",
            "RestartRequested",
            "Pods will be replaced so that they read gateway token %s from Secret gw-token."),
        arguments(
            new Deed.Proven(DEPLOYMENT, Samples.token().facts().fingerprint(), 3, 1),
            "Deployment/gw",
            "d-1",
            "Normal",
            "TokenProven",
            "All 3 pods run on gateway token %s; 1 former pod is leaving."),
        arguments(
            new Deed.Unproven(DEPLOYMENT, "nobody was asked"),
            "Deployment/gw",
            "d-1",
            "Warning",
            "TokenNotProven",
            "That the pods run on the new gateway token is not proven: nobody was asked."),
        arguments(
            new Deed.Revoked(KeySlot.PRIMARY),
            "Secret/gw-token",
            "s-1",
            "Normal",
            "KeyRevoked",
            "The gateway's primary key was made anew: tokens of the old one have ended."),
        arguments(
            new Deed.PutBack(
                new FormerToken(
                    Samples.token().facts().fingerprint(), Optional.empty(), Instant.EPOCH),
                List.of(DEPLOYMENT, new WorkloadRef(WorkloadKind.STATEFUL_SET, "gw"))),
            "Secret/gw-token",
            "s-1",
            "Warning",
            "TokenPutBack",
            "The new pods did not come up: gateway token %s is stored again, and the former"
                + " templates of deployment/gw and statefulset/gw."),
        arguments(
            new Deed.Warned("the clock is off"),
            "Secret/gw-token",
            "s-1",
            "Warning",
            "RotationWarning",
            "the clock is off"),
        arguments(
            new Deed.Failed(
                new Failure(Reason.AZURE_THROTTLED, "Too soon", "ARM", "it said 429", "wait")),
            "Secret/gw-token",
            "s-1",
            "Warning",
            "RotationFailed",
            "Too soon [AzureThrottled]: it said 429. Next: wait."));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void a_deed_becomes_an_event_on_what_it_is_about(
      Deed deed, String object, String uid, String type, String reason, String message)
      throws IOException {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("POST", EVENTS, 201, "{kind: Event}");
    var _ = objects.store().secret();
    var _ = objects.workloads().workload(DEPLOYMENT);

    assertThat(journal.record(deed)).isEmpty();
    FakeApi.Request post = api.requests().getLast();
    assertThat(post.line()).isEqualTo("POST " + EVENTS + "?fieldManager=apim-shg-rotate");
    JsonNode event = Yaml.tree(post.body());
    JsonNode involved = event.path("involvedObject");
    assertThat(involved.path("kind").asText() + "/" + involved.path("name").asText())
        .isEqualTo(object);
    assertThat(involved.path("uid").asText()).isEqualTo(uid);
    assertThat(involved.path("namespace").asText()).isEqualTo("apim");
    assertThat(event.path("type").asText()).isEqualTo(type);
    assertThat(event.path("reason").asText()).isEqualTo(reason);
    assertThat(event.path("message").asText())
        .isEqualTo(message.formatted(Samples.token().facts().fingerprint()));
    assertThat(event.path("reportingComponent").asText()).isEqualTo("apim-shg-rotate");
    assertThat(event.path("source").path("component").asText()).isEqualTo("apim-shg-rotate");
    assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-11-24T10:00:30Z");
    assertThat(Files.readString(REFERENCE))
        .contains(
            "\n| `%s` | %s | %s | "
                .formatted(reason, type, object.startsWith("Secret/") ? "Secret" : "workload"));
  }

  @Test
  void every_kind_of_deed_but_the_reading_of_the_gateway_is_recorded_and_in_the_reference()
      throws IOException {
    Set<Deed.Kind> recorded = EnumSet.complementOf(EnumSet.of(Deed.Kind.GATEWAY_READ));
    Set<String> codes = recorded.stream().map(Deed.Kind::code).collect(Collectors.toSet());
    String events = Files.readString(REFERENCE).split("\n## Events\n", -1)[1];

    assertThat(
            deeds()
                .map(row -> ((Deed) Objects.requireNonNull(row.get()[0])).kind())
                .collect(Collectors.toSet()))
        .isEqualTo(recorded);
    assertThat(
            Pattern.compile("\n\\| `(\\w+)` \\|")
                .matcher(events)
                .results()
                .map(row -> row.group(1))
                .toList())
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void the_reference_lists_every_annotation_and_its_history_can_be_read() throws Exception {
    String reference = Files.readString(REFERENCE);
    for (Field field : Annotations.class.getDeclaredFields()) {
      assertThat(reference).contains(" | `%s` | ".formatted(field.get(null)));
    }
    String example =
        reference
            .lines()
            .filter(line -> line.startsWith("    2026-"))
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    ObjectNode metadata = Json.newObject();
    metadata.putObject("annotations").put(Annotations.HISTORY, example);

    List<PastRotation> past = History.of(metadata);

    assertThat(past).hasSize(2).allMatch(each -> each.result() == PastRotation.Result.PROVEN);
    assertThat(History.with(past.subList(0, 1), past.getLast())).isEqualTo(example);
    for (PastRotation.Result result : PastRotation.Result.values()) {
      assertThat(reference).contains("\n| `%s` | ".formatted(result.word()));
    }
  }

  @Test
  void reading_the_gateway_is_not_recorded() {
    assertThat(journal.record(new Deed.GatewayRead(new GatewayFacts(Instant.EPOCH, Duration.ZERO))))
        .isEmpty();
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void events_at_the_same_moment_have_different_names() {
    api.on("POST", EVENTS, 201, "{}");
    var _ = journal.record(RESTARTED);
    var _ = journal.record(RESTARTED);
    List<String> names =
        api.requests().stream()
            .map(request -> Yaml.tree(request.body()).path("metadata").path("name").asText())
            .toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("gw."));
  }

  @Test
  void an_event_whose_answer_was_lost_keeps_its_name_and_is_there() {
    api.on("POST", EVENTS, 503, status(503, "busy"));
    api.on("POST", EVENTS, 409, status(409, "already exists"));
    assertThat(journal.record(RESTARTED)).isEmpty();
    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().getFirst().body()).isEqualTo(api.requests().getLast().body());
  }

  @Test
  void a_missing_permission_is_told_once_and_nothing_is_tried_again() {
    api.on("POST", EVENTS, 403, status(403, "forbidden"));
    assertThat(journal.record(RESTARTED))
        .contains(
            "no Kubernetes events are recorded: this needs create on events in namespace apim");
    assertThat(journal.record(RESTARTED)).isEmpty();
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void an_event_that_is_not_taken_shuts_nothing() {
    api.on("POST", EVENTS, 201, "{}");
    api.on("POST", EVENTS, 422, status(422, "not like this"));
    api.on("POST", EVENTS, 201, "{}");
    api.on("POST", EVENTS, 403, status(403, "forbidden"));
    assertThat(journal.record(RESTARTED)).isEmpty();
    assertThat(journal.record(RESTARTED))
        .contains(
            "the event RestartRequested was not recorded: Kubernetes answered 422 not like this");
    assertThat(journal.record(RESTARTED)).isEmpty();
    assertThat(journal.record(RESTARTED))
        .contains(
            "no more Kubernetes events are recorded: this needs create on events in namespace"
                + " apim");
  }

  @Test
  void of_a_long_failure_the_next_step_is_not_lost() {
    api.on("POST", EVENTS, 201, "{}");
    String why = "because of this ".repeat(100);
    String next = "do that ".repeat(50) + "first";
    var _ =
        journal.record(
            new Deed.Failed(new Failure(Reason.AZURE_THROTTLED, "Too soon", "ARM", why, next)));
    String message = Yaml.tree(api.requests().getLast().body()).path("message").asText();
    assertThat(message)
        .hasSizeLessThanOrEqualTo(1024)
        .startsWith("Too soon [AzureThrottled]: because of this because")
        .endsWith("… Next: " + next + ".");
  }

  @Test
  void recording_never_fails_a_rotation() {
    api.on("POST", EVENTS, 500, status(500, "no"));
    assertThat(journal.record(RESTARTED))
        .contains(
            "the event RestartRequested was not recorded: it answered 500 (after 2 attempts)");
    api.close();
    assertThat(journal.record(RESTARTED)).isPresent();
  }
}
