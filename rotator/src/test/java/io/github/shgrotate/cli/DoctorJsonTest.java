package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.doctor.Check;
import io.github.shgrotate.doctor.Diagnosis;
import io.github.shgrotate.doctor.Examined;
import io.github.shgrotate.doctor.Level;
import io.github.shgrotate.doctor.SampleInstallations;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorJsonTest {
  private static final Path SCHEMA = Path.of("..", "docs/reference/doctor.schema.json");

  @Test
  void installations_that_are_well_and_that_are_not_are_as_the_schema_says() {
    assertAsPromised(json(SampleInstallations.healthy()));
    assertAsPromised(json(SampleInstallations.withTroubles()));
    assertAsPromised(json(SampleInstallations.unreachable()));
  }

  @Test
  void so_is_a_failure() {
    assertAsPromised(
        DoctorJson.of(
            new Failure(Reason.OPTIONS_INVALID, "what", "where", "why", "next"), ExitCode.USAGE));
  }

  @Test
  void the_schema_is_not_content_with_anything() {
    String document = json(SampleInstallations.withTroubles());

    assertThat(violations(document.replace("\"level\" : \"error\"", "\"level\" : \"ok\"")))
        .isNotEmpty();
    assertThat(violations(document.replace("doctor/v1", "doctor/v2"))).isNotEmpty();
    assertThat(violations(document.replace("\"Rollout\"", "\"Rolling\""))).isNotEmpty();
    assertThat(violations("{}")).isNotEmpty();
  }

  @Test
  void the_schema_lists_every_check_and_level() {
    JsonNode schema = tree(text());

    assertThat(texts(schema.at("/$defs/finding/properties/check/enum")))
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::code).toList());
    assertThat(texts(schema.at("/$defs/finding/properties/level/enum")))
        .containsExactlyElementsOf(Arrays.stream(Level.values()).map(Level::word).toList());
    assertThat(texts(schema.at("/$defs/gateway/properties/counts/required")))
        .containsExactlyElementsOf(Arrays.stream(Level.values()).map(Level::word).toList());
  }

  @Test
  void the_exit_code_of_several_is_theirs_or_that_some_fail() {
    Diagnosis healthy = Diagnosis.of(SampleInstallations.healthy());
    Diagnosis ill = Diagnosis.of(SampleInstallations.withTroubles());

    assertThat(DoctorCommand.exitCode(List.of(healthy, healthy))).isEqualTo(ExitCode.NOTHING_OWED);
    assertThat(DoctorCommand.exitCode(List.of(ill, ill))).isEqualTo(ExitCode.REFUSED);
    assertThat(DoctorCommand.exitCode(List.of(ill, healthy))).isEqualTo(ExitCode.SOME_FAILED);
  }

  private static String json(Examined examined) {
    List<Diagnosis> all = List.of(Diagnosis.of(examined));
    return DoctorJson.of(all, DoctorCommand.exitCode(all));
  }

  private static void assertAsPromised(String document) {
    assertThat(violations(document)).as(document).isEmpty();
  }

  private static List<?> violations(String document) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(), InputFormat.JSON);
    return schema.validate(document, InputFormat.JSON);
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
