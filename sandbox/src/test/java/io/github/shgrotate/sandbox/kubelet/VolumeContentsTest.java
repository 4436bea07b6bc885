package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeContentsTest {
  private static final JsonNode POD =
      Trees.literal(
          """
          {"metadata":{"name":"job-1","namespace":"apim","labels":{"b":"2","a":"say \\"1\\""}},
           "spec":{"nodeName":"node-1"}}\
          """);

  private final VolumeContents contents = new VolumeContents(POD, new FakePodSources());

  private Optional<Map<String, VolumeFile>> of(String volume) throws Missing {
    return contents.of(Trees.literal(volume));
  }

  private byte[] file(String volume, String path) throws Missing {
    return Optional.ofNullable(of(volume).orElseThrow().get(path)).orElseThrow().content();
  }

  private static String shown(Map<String, VolumeFile> files) {
    return new TreeMap<>(files)
        .entrySet().stream()
            .map(
                each ->
                    "%s=%s (%o)"
                        .formatted(
                            each.getKey(),
                            new String(each.getValue().content(), StandardCharsets.UTF_8),
                            each.getValue().mode()))
            .collect(Collectors.joining(", "));
  }

  // 256 is 0400, 288 is 0440: JSON has no octal numbers.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a Secret                  | {"secret":{"secretName":"token"}}                                                               | A=x (644), value=secret (644)
          one key of it             | {"secret":{"secretName":"token","items":[{"key":"value","path":"in/here"}]}}                    | in/here=secret (644)
          modes                     | {"secret":{"secretName":"token","defaultMode":256,"items":[{"key":"A","path":"a"},{"key":"value","path":"v","mode":288}]}} | a=x (400), v=secret (440)
          a ConfigMap               | {"configMap":{"name":"settings","items":[{"key":"A","path":"A"},{"key":"B","path":"B"}]}}       | A=from map (644), B=b (644)
          optional and not there    | {"secret":{"secretName":"none","optional":true}}                                                | ``
          an optional key not there | {"configMap":{"name":"settings","optional":true,"items":[{"key":"none","path":"x"}]}}           | ``
          the pod itself            | {"downwardAPI":{"items":[{"path":"name","fieldRef":{"fieldPath":"metadata.name"}}]}}            | name=job-1 (644)
          one label                 | {"downwardAPI":{"items":[{"path":"b","fieldRef":{"fieldPath":"metadata.labels['b']"}}]}}        | b=2 (644)
          a token for another party | {"projected":{"sources":[{"serviceAccountToken":{"path":"t","audience":"api://X","expirationSeconds":600}}]}} | t=token 1 for api://X, 600 s (600)
          a token for the API       | {"projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}                                | t=token 1 for , 3600 s (600)
          several together          | {"projected":{"defaultMode":288,"sources":[{"configMap":{"name":"settings","items":[{"key":"B","path":"ca"}]}},{"secret":{"name":"token","items":[{"key":"A","path":"a"}]}},{"downwardAPI":{"items":[{"path":"ns","fieldRef":{"fieldPath":"metadata.namespace"}}]}}]}} | a=x (440), ca=b (440), ns=apim (440)
          """)
  void a_volume_has_its_files(String what, String volume, String files) throws Missing {
    assertThat(shown(of(volume).orElseThrow())).isEqualTo(files);
  }

  @Test
  void all_labels_come_as_quoted_lines_in_order() throws Missing {
    assertThat(
            file(
                """
                {"downwardAPI":{"items":[{"path":"l","fieldRef":{"fieldPath":"metadata.labels"}}]}}\
                """,
                "l"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("a=\"say \\\"1\\\"\"\nb=\"2\"");
  }

  @Test
  void bytes_that_are_no_text_stay_as_they_are() throws Missing {
    assertThat(file("{\"configMap\":{\"name\":\"settings\"}}", "bin")).containsExactly(1, 2, 3);
  }

  @Test
  void an_empty_dir_is_left_to_the_containers() throws Missing {
    assertThat(of("{\"emptyDir\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"secret":{"secretName":"none"}}                                                   | secret "none" not found
          {"projected":{"sources":[{"configMap":{"name":"none"}}]}}                          | configmap "none" not found
          {"secret":{"secretName":"token","items":[{"key":"none","path":"x"}]}}              | references non-existent secret key: none
          {"name":"disk","hostPath":{"path":"/"}}                                            | volume "disk" is of a kind that this kubelet does not know
          {"projected":{"sources":[{"clusterTrustBundle":{"path":"ca"}}]}}                   | a projected clusterTrustBundle is not known to this kubelet
          """)
  void a_container_waits_for_what_is_missing(String volume, String message) {
    assertThatThrownBy(() -> of(volume)).isInstanceOf(Missing.class).hasMessage(message);
  }

  @Test
  void a_file_does_not_print_its_content() {
    assertThat(new VolumeFile("secret", 0600)).hasToString("VolumeFile[6 bytes, 600]");
  }
}
