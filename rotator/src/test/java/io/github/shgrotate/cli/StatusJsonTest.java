package io.github.shgrotate.cli;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.status.Finding;
import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.Level;
import io.github.shgrotate.status.SampleGateways;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.SignIn;
import io.github.shgrotate.status.State;
import io.github.shgrotate.status.StatusPolicy;
import io.github.shgrotate.status.StatusReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
  private static final Path SCHEMA = Path.of("..", "docs/reference/status.schema.json");

  @Test
  void a_whole_cluster_is_as_the_schema_says() {
    String document = json(SampleGateways.cluster());

    assertAsPromised(document);
    assertThat(tree(document).path("gateways")).hasSize(7);
  }

  @Test
  void so_is_an_empty_namespace_with_blind_spots_and_another_clock() {
    assertAsPromised(
        json(
            new Found(
                Scope.of("apim"),
                List.of(
                    gateway("apim", "a")
                        .signIn(new SignIn.PlainText("ConfigMap e", Optional.empty()))
                        .found(),
                    gateway("apim", "b").signIn(new SignIn.Unclear("a fieldRef")).found()),
                List.of(new Found.BlindSpot("list on daemonsets.apps", "DaemonSets")),
                Optional.of(Duration.ofHours(2)))));
    assertAsPromised(json(new Found(Scope.of("apim"), List.of(), List.of(), Optional.empty())));
  }

  @Test
  void the_schema_is_not_content_with_anything() {
    String document = json(SampleGateways.cluster());

    assertThat(violations(document.replace("\"expiresAt\"", "\"expires\""))).isNotEmpty();
    assertThat(violations(document.replace("status/v1", "status/v2"))).isNotEmpty();
    assertThat(violations("{}")).isNotEmpty();
  }

  @Test
  void the_schema_lists_every_reason_level_and_state() {
    JsonNode schema = tree(text());

    assertThat(texts(schema.at("/$defs/finding/properties/reason/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Finding.Check.values()).map(Finding.Check::code).toList());
    assertThat(texts(schema.at("/$defs/finding/properties/level/enum")))
        .containsExactlyElementsOf(Arrays.stream(Level.values()).map(Level::word).toList());
    assertThat(texts(schema.at("/$defs/gateway/properties/state/enum")))
        .containsExactlyElementsOf(Arrays.stream(State.values()).map(State::word).toList());
  }

  @Test
  void a_token_is_told_by_its_id_and_its_days() {
    JsonNode told =
        tree(json(
                new Found(
                    Scope.of("apim"),
                    List.of(gateway("apim", "edge").endsIn(Duration.ofDays(20)).found()),
                    List.of(),
                    Optional.empty())))
            .at("/gateways/0");

    assertThat(told.at("/token/expiresAt").asText()).isEqualTo("2026-12-14T10:00:00Z");
    assertThat(told.at("/token/renewalDueAt").asText()).isEqualTo("2026-12-04T10:00:00Z");
    assertThat(told.at("/token/azureWarnsAt").asText()).isEqualTo("2026-12-07T10:00:00Z");
    assertThat(told.at("/token/issuedAt").asText()).isEqualTo("2026-11-15T10:00:00Z");
    assertThat(told.at("/token/expiresInSeconds").asLong()).isEqualTo(20 * 86_400);
    assertThat(told.at("/pods/onStoredToken").asInt()).isEqualTo(3);
    assertThat(told.at("/signIn/secret").asText()).isEqualTo("edge-token");
    assertThat(told.at("/key").asText()).isEqualTo("primary");
  }

  static void assertAsPromised(String document) {
    assertThat(violations(document)).as(document).isEmpty();
  }

  private static List<?> violations(String document) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(), InputFormat.JSON);
    return schema.validate(document, InputFormat.JSON);
  }

  private static String json(Found found) {
    return StatusJson.of(
        StatusReport.judge(found, StatusPolicy.STANDARD, NOW), ExitCode.NOTHING_OWED);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text() {
    try {
      return Files.readString(SCHEMA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
