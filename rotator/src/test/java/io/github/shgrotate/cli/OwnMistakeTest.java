package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever nobody foresaw is told by every command in the form that was asked for.
class OwnMistakeTest {
  private static final String GUID = "2006d617-bee2-430e-8239-c83634af2fef";

  /// An environment in which this program makes a mistake when it looks for proxies.
  private static final class Trap extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    private Trap(Map<String, String> all) {
      super(all);
    }

    @Override
    public String getOrDefault(Object key, String fallback) {
      if (key.equals("HTTPS_PROXY")) {
        throw new IllegalStateException("hunter2");
      }
      return super.getOrDefault(key, fallback);
    }
  }

  private final Screen screen =
      Screen.with(
          new Trap(
              Map.of(
                  "KUBECONFIG", "/nowhere", "LOGIN_METHOD", "sp", "SP_ID", GUID, "TENANT", "t")));

  @ParameterizedTest(name = "{0}: exit code {1}")
  @CsvSource({
    "status -n apim -O json, 1",
    "status -n apim -O json --warn 3d, 3",
    "doctor -O json -p x --subscription-id %s -r rg -a a -g g -n apim -t token, 1",
    "rotate -O json -p x --subscription-id %s -r rg -a a -g g -n apim -t token, 1",
  })
  void a_document_is_a_document_whatever_happens(String line, int exitCode) throws IOException {
    Exit exit = Program.run(List.of(line.formatted(GUID).split(" ", -1)), screen.surroundings());

    assertThat(exit.number()).isEqualTo(exitCode);
    JsonNode document = new ObjectMapper().readTree(screen.out());
    assertThat(document.at("/failure/reason").asText()).isEqualTo("Internal");
    assertThat(document.path("exitCode").asInt()).isEqualTo(exitCode);
    assertThat(screen.out()).doesNotContain("hunter2");
    assertThat(screen.err()).contains("please report it", "OwnMistakeTest");
  }

  @Test
  void a_document_about_many_is_closed(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gateways.yaml"),
            """
            apiVersion: shgrotate.github.io/v1alpha1
            kind: GatewayToken
            metadata: {name: edge, namespace: apim}
            spec:
              gateway: {subscriptionId: %s, resourceGroup: rg, service: a, name: edge}
              secretRef: {name: edge}
            """
                .formatted(GUID));

    Exit exit =
        Program.run(
            List.of("rotate", "-p", "x", "-O", "json", "-f", file.toString()),
            screen.surroundings());

    assertThat(exit).isEqualTo(ExitCode.FAILED);
    JsonNode document = new ObjectMapper().readTree(screen.out());
    assertThat(document.at("/failure/reason").asText()).isEqualTo("Internal");
    assertThat(document.at("/counts/notBegun").asInt()).isEqualTo(1);
    assertThat(document.path("exitCode").asInt()).isEqualTo(1);
  }

  @Test
  void for_monitoring_it_is_unknown() {
    Exit exit = Program.run(List.of("status", "-n", "apim", "--crit", "1d"), screen.surroundings());

    assertThat(exit).isEqualTo(MonitoringState.UNKNOWN);
    assertThat(screen.out()).startsWith("APIM-SHG UNKNOWN: A mistake of this program's own");
  }
}
