package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentResolutionTest {
  private static final JsonNode POD =
      Trees.literal(
          """
          {"metadata":{"name":"gw-1","namespace":"apim","labels":{"app":"gw"}},
           "spec":{"nodeName":"node-1"}}\
          """);

  private static final PodSources SOURCE =
      new PodSources() {
        @Override
        public Optional<JsonNode> secret(String name) {
          return name.equals("token")
              ? Optional.of(Trees.literal("{\"data\":{\"value\":\"c2VjcmV0\",\"A\":\"eA==\"}}"))
              : Optional.empty();
        }

        @Override
        public Optional<JsonNode> configMap(String name) {
          return name.equals("settings")
              ? Optional.of(Trees.literal("{\"data\":{\"A\":\"from map\",\"B\":\"b\"}}"))
              : Optional.empty();
        }

        @Override
        public String serviceAccountToken(String audience, long expirationSeconds) {
          throw new AssertionError("no variable takes a token");
        }
      };

  private static ContainerEnvironment resolve(String container) throws Missing {
    return new EnvironmentResolution(POD, SOURCE, Map.of("HOSTNAME", "gw-1"))
        .of(Trees.literal(container));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a plain value              | {"env":[{"name":"X","value":"1"}]}                                                                     | 1
          a key of a Secret          | {"env":[{"name":"X","valueFrom":{"secretKeyRef":{"name":"token","key":"value"}}}]}                     | secret
          a key of a ConfigMap       | {"env":[{"name":"X","valueFrom":{"configMapKeyRef":{"name":"settings","key":"B"}}}]}                   | b
          the pod's name             | {"env":[{"name":"X","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}                          | gw-1
          a label                    | {"env":[{"name":"X","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app']"}}}]}                 | gw
          a variable named before    | {"env":[{"name":"A","value":"1"},{"name":"X","value":"<$(A)>"}]}                                       | <1>
          an unknown one stays       | {"env":[{"name":"X","value":"$(NONE)"}]}                                                               | $(NONE)
          a doubled dollar is one    | {"env":[{"name":"A","value":"1"},{"name":"X","value":"$$(A)"}]}                                        | $(A)
          a variable of envFrom      | {"envFrom":[{"configMapRef":{"name":"settings"}}],"env":[{"name":"X","value":"$(B)"}]}                 | b
          the later envFrom wins     | {"envFrom":[{"configMapRef":{"name":"settings"}},{"secretRef":{"name":"token"}}],"env":[{"name":"X","value":"$(A)"}]} | x
          a prefix                   | {"envFrom":[{"prefix":"P_","secretRef":{"name":"token"}}],"env":[{"name":"X","value":"$(P_value)"}]}   | secret
          one that every container has | {"env":[{"name":"X","value":"$(HOSTNAME)"}]}                                                         | gw-1
          env wins over envFrom      | {"envFrom":[{"configMapRef":{"name":"settings"}}],"env":[{"name":"B","value":"own"},{"name":"X","value":"$(B)"}]} | own
          """)
  void a_variable_is_resolved(String what, String container, String value) throws Missing {
    assertThat(resolve(container).value("X")).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"env":[{"name":"X","valueFrom":{"secretKeyRef":{"name":"none","key":"value"}}}]} | secret "none" not found
          {"env":[{"name":"X","valueFrom":{"secretKeyRef":{"name":"token","key":"none"}}}]} | couldn't find key none in Secret apim/token
          {"envFrom":[{"configMapRef":{"name":"none"}}]}                                    | configmap "none" not found
          """)
  void something_missing_is_named(String container, String message) {
    assertThatThrownBy(() -> resolve(container)).hasMessage(message);
  }

  @Test
  void something_missing_but_optional_is_left_out() throws Missing {
    assertThat(
            resolve(
                    """
                    {"envFrom":[{"secretRef":{"name":"none","optional":true}}],
                     "env":[{"name":"X","valueFrom":{"secretKeyRef":
                       {"name":"token","key":"none","optional":true}}}]}\
                    """)
                .variables())
        .containsOnlyKeys("HOSTNAME");
  }

  @Test
  void an_environment_does_not_print_its_values() {
    assertThat(new ContainerEnvironment(Map.of("TOKEN", "secret")))
        .hasToString("ContainerEnvironment[TOKEN]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GatewayKey gw&203001311234&c2ln | key                             | gw
          key                             | GatewayKey gw&203001311234&c2ln | gw
          key                             | gw&203001311234&c2ln            | gw
          GatewayKey a&b&203001311234&c2l | x                               | a&b
          """)
  void a_gateway_finds_its_token_in_every_form(String auth, String key, String gateway) {
    GatewayAuth found =
        GatewayAuth.of(
            new ContainerEnvironment(
                Map.of("config.service.auth", auth, "config.service.auth.key", key)));

    assertThat(GatewayAuth.gatewayId(found.headerValue())).isEqualTo(gateway);
    assertThat(found.fingerprint()).isPresent();
    assertThat(found.toString()).doesNotContain("c2l");
  }
}
