package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// `docs/reference/gatewaytoken.schema.json` and the reader say the same of a document.
class GatewayTokenSchemaTest {
  private static final Path REFERENCE = Path.of("..", "docs/reference");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Has every field.
  private static final String WHOLE =
      """
      apiVersion: shgrotate.github.io/v1alpha1
      kind: GatewayToken
      metadata: {name: edge-eu, namespace: apim, labels: {team: edge}, annotations: {note: mine}}
      spec:
        gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg-edge, service: apim-contoso, name: edge-eu}
        secretRef: {name: edge-eu-token, key: value}
        workloads: [{kind: Deployment, name: edge-eu}, {kind: StatefulSet, name: edge-eu}]
        keyPolicy: rotate
        lifetime: 696h
        renewBefore: 240h
        rolloutTimeout: 10m
        revokeOldKey: false
      """;

  private static final String ID =
      "/subscriptions/2006d617-bee2-430e-8239-c83634af2fef/resourceGroups/rg-edge/providers"
          + "/Microsoft.ApiManagement/service/apim-contoso/gateways/edge-eu";

  /// Both take it so: a line of [#WHOLE] is exchanged.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind => kind: GatewayToken",
        "metadata => metadata: {name: edge.eu, namespace: apim}",
        "  gateway => gateway: {resourceId: " + ID + "}",
        "  gateway => gateway: {subscriptionId: 2006D617-BEE2-430E-8239-C83634AF2FEF,"
            + " resourceGroup: Gruppe-(ä)_1, service: a, name: Edge EU}",
        "  secretRef => secretRef: {name: edge-eu-token}",
        "  workloads => workloads: []",
        "  workloads => workloads: [{kind: DaemonSet, name: edge-eu}]",
        "  workloads =>",
        "  keyPolicy => keyPolicy: primary",
        "  keyPolicy =>",
        "  lifetime => lifetime: 29d",
        "  renewBefore => renewBefore: 90s",
        "  rolloutTimeout => rolloutTimeout: 007m",
        "  revokeOldKey => revokeOldKey: true",
        "  revokeOldKey =>",
      })
  void both_take(String change) {
    String document = changed(change);

    assertThat(mistakesOfReader(document)).isEmpty();
    assertThat(mistakesBySchema(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion => apiVersion: shgrotate.github.io/v1",
        "apiVersion =>",
        "kind => kind: Gateway",
        "metadata => metadata: {name: edge-eu}",
        "metadata => metadata: {name: Edge, namespace: apim}",
        "metadata => metadata: {name: edge-eu, namespace: apim.eu}",
        "metadata => metadata: {name: edge-eu, namespace: apim, owner: me}",
        "metadata => metadata: edge-eu",
        "  gateway =>",
        "  gateway => gateway: {}",
        "  gateway => gateway: {resourceId: " + ID + ", name: edge-eu}",
        "  gateway => gateway: {resourceId: /subscriptions/1/gateways/edge-eu}",
        "  gateway => gateway: {subscriptionId: mine, resourceGroup: rg, service: a, name: b}",
        "  gateway => gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef,"
            + " resourceGroup: ends., service: a, name: b}",
        "  gateway => gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef,"
            + " resourceGroup: rg, service: 1a, name: b}",
        "  gateway => gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef,"
            + " resourceGroup: rg, service: a, name: Managed}",
        "  gateway => gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef,"
            + " resourceGroup: rg, service: a, name: b/c}",
        "  secretRef => secretRef: {}",
        "  secretRef => secretRef: edge-eu-token",
        "  secretRef => secretRef: {name: edge-eu-token, key: 'a b'}",
        "  secretRef => secretRef: {name: edge-eu-token, namespace: apim}",
        "  workloads => workloads: {kind: Deployment, name: edge-eu}",
        "  workloads => workloads: [deployment/edge-eu]",
        "  workloads => workloads: [{kind: deployment, name: edge-eu}]",
        "  workloads => workloads: [{kind: Deployment}]",
        "  keyPolicy => keyPolicy: Rotate",
        "  keyPolicy => keyPolicy: both",
        "  lifetime => lifetime: 696",
        "  lifetime => lifetime: 0h",
        "  renewBefore => renewBefore: ten days",
        "  rolloutTimeout => rolloutTimeout: 1000000s",
        "  rolloutTimeout => rolloutTimeout: P1D",
        "  revokeOldKey => revokeOldKey: 'true'",
        "  revokeOldKey => revokeOldkey: true",
      })
  void both_refuse(String change) {
    String document = changed(change);

    assertThat(mistakesOfReader(document)).isNotEmpty();
    assertThat(mistakesBySchema(document)).isNotEmpty();
  }

  @Test
  void both_refuse_a_revocation_that_could_not_be_proven() {
    String revoking = changed("  revokeOldKey => revokeOldKey: true");

    for (String document :
        List.of(
            exchanged(revoking, "  workloads =>"),
            exchanged(revoking, "  workloads => workloads: []"),
            exchanged(revoking, "  keyPolicy => keyPolicy: last"))) {
      assertThat(mistakesOfReader(document)).hasSize(1);
      assertThat(mistakesBySchema(document)).isNotEmpty();
    }
  }

  /// What no schema can say; its description names it.
  @Test
  void only_the_reader_compares() {
    for (String document :
        List.of(
            changed("  renewBefore => renewBefore: 696h"),
            changed("  lifetime => lifetime: 31d"),
            WHOLE + "---\n" + WHOLE)) {
      assertThat(mistakesOfReader(document)).isNotEmpty();
    }
    assertThat(mistakesBySchema(changed("  lifetime => lifetime: 31d"))).isEmpty();
  }

  @Test
  void the_example_of_the_reference_is_right() throws IOException {
    String reference = Files.readString(REFERENCE.resolve("file.md"));
    Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(reference);

    assertThat(example.find()).isTrue();
    assertThat(mistakesOfReader(example.group(1))).isEmpty();
    assertThat(mistakesBySchema(example.group(1))).isEmpty();
  }

  @Test
  void they_know_the_same_fields() {
    assertThat(fields("")).containsExactlyElementsOf(GatewayTokenReader.ROOT);
    assertThat(fields("/properties/metadata"))
        .containsExactlyElementsOf(GatewayTokenReader.METADATA);
    assertThat(fields("/properties/spec")).containsExactlyElementsOf(GatewayTokenReader.SPEC);
    List<String> gateway = new ArrayList<>(fields("/$defs/gatewayNames"));
    gateway.addAll(fields("/$defs/gatewayId"));
    assertThat(gateway).containsExactlyElementsOf(GatewayTokenReader.GATEWAY);
    assertThat(fields("/properties/spec/properties/secretRef"))
        .containsExactlyElementsOf(GatewayTokenReader.SECRET_REF);
    assertThat(fields("/properties/spec/properties/workloads/items"))
        .containsExactlyElementsOf(GatewayTokenReader.WORKLOAD);
  }

  @Test
  void they_know_the_same_words() {
    assertThat(texts("/properties/spec/properties/keyPolicy/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(KeyPolicy.values())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .toList());
    assertThat(texts("/properties/spec/properties/workloads/items/properties/kind/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(WorkloadKind.values()).map(WorkloadKind::kind).toList());
  }

  private static String changed(String change) {
    return exchanged(WHOLE, change);
  }

  /// @param change a field, `=>`, and the line that takes the place of its own; none takes it away
  private static String exchanged(String document, String change) {
    int arrow = change.indexOf("=>");
    String field = change.substring(0, arrow).stripTrailing();
    String indent = field.substring(0, field.length() - field.strip().length());
    String line = change.substring(arrow + 2).strip();
    String changed =
        Pattern.compile("^" + field + ":.*\n", Pattern.MULTILINE)
            .matcher(document)
            .replaceFirst(line.isEmpty() ? "" : Matcher.quoteReplacement(indent + line + "\n"));
    if (!document.contains(field + ":")) {
      throw new IllegalArgumentException("there is no field " + field);
    }
    return changed;
  }

  private static List<String> mistakesOfReader(String text) {
    return GatewayTokenReader.read(
            text, new GatewayTokenReader.Alike(true, ProofPolicy.PODS_ALONE, false))
        .mistakes();
  }

  private static List<String> mistakesBySchema(String text) {
    try {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(schema().toString(), InputFormat.JSON);
      String json = MAPPER.writeValueAsString(new Yaml().<Object>load(text));
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> fields(String at) {
    List<String> names = new ArrayList<>();
    schema().at(at + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(String at) {
    List<String> words = new ArrayList<>();
    schema().at(at).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static JsonNode schema() {
    try {
      return MAPPER.readTree(REFERENCE.resolve("gatewaytoken.schema.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
