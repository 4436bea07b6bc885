package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `doctor` as a process, with the rights of `deploy/rbac.yaml`: what is wrong with an installation
/// is found, and the command that mends it does so when it is pasted into a shell.
@Execution(ExecutionMode.CONCURRENT)
class DoctorTest {
  private static final int PODS = 2;

  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws Exception {
    world = SampleWorld.start(folder, PODS);
    rotator = LeastRights.rotator(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_healthy_installation_has_no_error_and_looking_at_it_changes_nothing() throws Exception {
    SampleWorld.Snapshot before = world.snapshot();

    Rotator.Run run = rotator.run("doctor");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains(
            "Gateway edge-eu of apim-contoso, Secret apim/edge-eu-token (nothing was changed)")
        .contains("✓ 7 of the 7 rights that a rotation uses are granted")
        .contains("Nothing that was seen stands in the way of a rotation.")
        .doesNotContain("✗");
    assertThat(run.err()).isEmpty();
    assertThat(world.snapshot()).isEqualTo(before);
    assertThat(world.issuedTokens()).isEmpty();
    assertThat(LeastRights.writes(world))
        .isNotEmpty()
        .allMatch(request -> request.path().endsWith("/selfsubjectaccessreviews"));
    assertThat(world.sandbox().azure().arm().log())
        .extracting(LoggedRequest::method)
        .isNotEmpty()
        .containsOnly("GET");
    assertThat(KnownSecrets.of(world)).noneMatch((run.out() + run.err())::contains);
  }

  @Test
  void what_the_shipped_rights_do_not_show_is_told() throws Exception {
    JsonNode document = document(rotator, 0);

    assertThat(findings(document, "AzureActions", "unknown")).hasSize(1);
    assertThat(findings(document, "DisruptionBudget", "unknown")).hasSize(1);
    assertThat(texts(findings(document, "DisruptionBudget", "unknown")))
        .anyMatch(text -> text.contains("list on poddisruptionbudgets.policy"));
  }

  @Test
  void with_the_right_to_ask_azure_every_action_is_known() throws Exception {
    world.application().grant(world.gateway().resourceId(), "Microsoft.Authorization/*/read");

    JsonNode document = document(rotator, 0);

    assertThat(findings(document, "AzureActions", "ok")).hasSize(2);
    assertThat(findings(document, "AzureActions", "unknown")).isEmpty();
    assertThat(world.issuedTokens()).isEmpty();
  }

  static Stream<Ailment> ailments() {
    return Ailments.all();
  }

  @ParameterizedTest
  @MethodSource("ailments")
  void what_is_wrong_is_found_and_its_command_mends_it(Ailment ailment) throws Exception {
    Rotator ill = rotator;
    for (BadInput.Slip slip : ailment.slips()) {
      ill = slip.make(world, ill);
    }

    JsonNode document = document(ill, ailment.exitCode());

    List<JsonNode> found = findings(document, ailment.check(), ailment.level());
    assertThat(texts(found))
        .as(document.toPrettyString())
        .anyMatch(text -> ailment.words().stream().allMatch(text::contains));
    if (ailment.isMended()) {
      needKubectl();
      Kubectl kubectl = new Kubectl(world);
      for (JsonNode finding : found) {
        for (JsonNode next : finding.path("next")) {
          kubectl.run(next.path("command").asText());
        }
      }
      JsonNode mended = document(ill, 0);
      assertThat(findings(mended, ailment.check(), ailment.level()))
          .as(mended.toPrettyString())
          .isEmpty();
    }
  }

  private static void needKubectl() {
    if (!Kubectl.isHere()) {
      String line = "SKIPPED: what doctor's commands mend. There is no kubectl here.";
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.err.println(line);
      Assumptions.abort(line);
    }
  }

  @Test
  void each_gateway_of_a_file_is_looked_at() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateways.yaml"), document("edge-eu-token") + document("nowhere"));

    Rotator.Run run =
        rotator
            .without(
                "SUBSCRIPTION_ID",
                "RESOURCE_GROUP",
                "APIM_INSTANCE",
                "APIM_GATEWAY",
                "NAMESPACE",
                "TOKEN_SECRET",
                "TOKEN_KEY",
                "K8S_OBJECT")
            .run("doctor", "-f", file.toString(), "-O", "json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    JsonNode gateways = asPromised(run).path("gateways");
    assertThat(gateways).hasSize(2);
    assertThat(gateways.at("/0/exitCode").asInt()).isZero();
    assertThat(gateways.at("/1/exitCode").asInt()).isEqualTo(3);
  }

  @Test
  void mistakes_in_the_options_are_told_as_for_a_rotation() throws Exception {
    Rotator.Run run = rotator.without("TOKEN_SECRET").run("doctor", "-O", "json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(asPromised(run).at("/failure/reason").asText()).isEqualTo("OptionsInvalid");
  }

  private static String document(String secret) {
    return """
    ---
    apiVersion: shgrotate.github.io/v1alpha1
    kind: GatewayToken
    metadata: {name: %1$s, namespace: apim}
    spec:
      gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg-edge,
        service: apim-contoso, name: edge-eu}
      secretRef: {name: %1$s}
    """
        .formatted(secret);
  }

  private static JsonNode document(Rotator rotator, int exitCode)
      throws IOException, InterruptedException {
    Rotator.Run run = rotator.run("doctor", "-O", "json");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    JsonNode document = asPromised(run);
    assertThat(document.path("exitCode").asInt()).isEqualTo(exitCode);
    return document;
  }

  private static JsonNode asPromised(Rotator.Run run) throws IOException {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Checkout.text("docs/reference/doctor.schema.json"), InputFormat.JSON)
                .validate(run.out(), InputFormat.JSON))
        .as(run.out())
        .isEmpty();
    return Trees.parse(run.out());
  }

  private static List<JsonNode> findings(JsonNode document, String check, String level) {
    return StreamSupport.stream(document.at("/gateways/0/findings").spliterator(), false)
        .filter(finding -> finding.path("check").asText().equals(check))
        .filter(finding -> finding.path("level").asText().equals(level))
        .toList();
  }

  /// Sentences, advice and commands.
  private static List<String> texts(List<JsonNode> findings) {
    return findings.stream()
        .map(
            finding -> {
              StringBuilder text = new StringBuilder(finding.path("what").asText());
              finding
                  .path("next")
                  .forEach(
                      next ->
                          text.append('\n')
                              .append(next.path("sentence").asText())
                              .append('\n')
                              .append(next.path("command").asText()));
              return text.toString();
            })
        .toList();
  }
}
