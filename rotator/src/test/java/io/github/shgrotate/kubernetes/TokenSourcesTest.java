package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.rotation.TokenSource.Meaning.ENTRA;
import static io.github.shgrotate.rotation.TokenSource.Meaning.KEY_ELSEWHERE;
import static io.github.shgrotate.rotation.TokenSource.Meaning.TOKEN_IN_TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.TokenSource.Elsewhere;
import io.github.shgrotate.rotation.TokenSource.Literal;
import io.github.shgrotate.rotation.TokenSource.SecretKey;
import io.github.shgrotate.rotation.TokenSource.WholeSecret;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenSourcesTest {
  private static final String AUTH = "config.service.auth";
  private static final String KEY = "config.service.auth.key";

  static Stream<Arguments> containers() {
    return Stream.of(
        container(
            "the portal's YAML and the script's README: data key value",
            """
            env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
            envFrom:
            - configMapRef: {name: edge-env}
            """,
            new SecretKey("gw", AUTH, "edge-token", "value")),
        container(
            "the Helm chart: data key gateway-key",
            """
            env:
            - {name: config.service.endpoint, value: x.configuration.azure-api.net}
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: release, key: gateway-key, optional: true}}
            """,
            new SecretKey("gw", AUTH, "release", "gateway-key")),
        container(
            "the article of 2026: the whole Secret, and a word in a ConfigMap",
            """
            envFrom:
            - configMapRef: {name: apim-env}
            - secretRef: {name: apim-access-token}
            """,
            new WholeSecret("gw", "apim-access-token", "")),
        container(
            "the same with the word in the template",
            """
            env:
            - {name: config.service.auth, value: key}
            envFrom:
            - secretRef: {name: apim-access-token}
            """,
            new Literal("gw", AUTH, KEY_ELSEWHERE),
            new WholeSecret("gw", "apim-access-token", "")),
        container(
            "the token of the second variable",
            """
            env:
            - {name: config.service.auth, value: GatewayToken}
            - name: config.service.auth.key
              valueFrom: {secretKeyRef: {name: edge-token, key: k}}
            """,
            new Literal("gw", AUTH, KEY_ELSEWHERE),
            new SecretKey("gw", KEY, "edge-token", "k")),
        container(
            "a prefix is kept, and a later envFrom comes before an earlier",
            """
            envFrom:
            - secretRef: {name: first}
            - secretRef: {name: second, optional: true}
              prefix: config.service.
            """,
            new WholeSecret("gw", "second", "config.service."),
            new WholeSecret("gw", "first", "")),
        container(
            "of two variables of one name the last counts",
            """
            env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: former, key: value}}
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: latter, key: value}}
            """,
            new SecretKey("gw", AUTH, "latter", "value")),
        container(
            "a reference to a variable from a Secret is followed",
            """
            env:
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
            - {name: config.service.auth, value: $(TOKEN)}
            """,
            new SecretKey("gw", AUTH, "edge-token", "value")),
        container(
            "a reference to a literal is judged like it",
            """
            env:
            - {name: HOW, value: workloadIdentity}
            - {name: config.service.auth, value: $(HOW)}
            """,
            new Literal("gw", AUTH, ENTRA)),
        container(
            "a reference to what is defined later stays a text, for Kubernetes too",
            """
            env:
            - {name: config.service.auth, value: $(TOKEN)}
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
            """,
            new Elsewhere("gw", AUTH, "variable $(TOKEN)")),
        container(
            "a reference to a reference is followed too",
            """
            env:
            - name: A
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
            - {name: B, value: $(A)}
            - {name: config.service.auth, value: $(B)}
            """,
            new SecretKey("gw", AUTH, "edge-token", "value")),
        container(
            "not one to what is made of others",
            """
            env:
            - {name: A, value: x}
            - {name: B, value: x$(A)}
            - {name: config.service.auth, value: $(B)}
            """,
            new Elsewhere("gw", AUTH, "variable $(B)")),
        container(
            "a reference means what was set before it, whatever is set to that name later",
            """
            env:
            - {name: HOW, value: workloadIdentity}
            - {name: config.service.auth, value: $(HOW)}
            - {name: HOW, value: key}
            """,
            new Literal("gw", AUTH, ENTRA)),
        container(
            "a token made of a word and a variable is not the Secret's text",
            """
            env:
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
            - {name: config.service.auth, value: GatewayKey $(TOKEN)}
            """,
            new Elsewhere("gw", AUTH, "a text made of other variables")),
        container(
            "Entra by application",
            "env: [{name: config.service.auth, value: azureAdApp}]",
            new Literal("gw", AUTH, ENTRA)),
        container(
            "Entra by workload identity, in any case of letters",
            "env: [{name: config.service.auth, value: WorkloadIdentity}]",
            new Literal("gw", AUTH, ENTRA)),
        container(
            "a token in the template is noted, not kept",
            "env: [{name: config.service.auth, value: GatewayKey gw1&203001311234&abc==}]",
            new Literal("gw", AUTH, TOKEN_IN_TEMPLATE)),
        container(
            "a token without its word is one too",
            "env: [{name: config.service.auth, value: 'gw1&203001311234&z8BmuVPIWFojcdGr5w=='}]",
            new Literal("gw", AUTH, TOKEN_IN_TEMPLATE)),
        container(
            "whatever stands in the second variable is a token",
            "env: [{name: config.service.auth.key, value: something}]",
            new Literal("gw", KEY, TOKEN_IN_TEMPLATE)),
        container(
            "an empty variable says nothing",
            "env: [{name: config.service.auth}]",
            new Literal("gw", AUTH, KEY_ELSEWHERE)),
        container(
            "from a ConfigMap",
            """
            env:
            - name: config.service.auth
              valueFrom: {configMapKeyRef: {name: settings, key: token}}
            """,
            new Elsewhere("gw", AUTH, "key token of ConfigMap settings")),
        container(
            "from the pod itself",
            """
            env:
            - name: config.service.auth
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
            """,
            new Elsewhere("gw", AUTH, "fieldRef")),
        container("a container that does not mention it", "env: [{name: config.service.author}]"),
        container("a container without an environment", "image: nginx"));
  }

  private static Arguments container(String name, String yaml, TokenSource... expected) {
    return arguments(name, yaml, Arrays.asList(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void a_container_tells_its_sources(String name, String container, List<TokenSource> expected) {
    String template = "spec:\n  containers:\n  - name: gw\n" + container.indent(4);
    assertThat(TokenSources.of(Yaml.tree(template))).isEqualTo(expected);
  }

  @Test
  void all_containers_are_read_the_init_containers_last() {
    String template =
        """
        spec:
          initContainers:
          - name: warm-up
            env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: other, key: value}}
          containers:
          - name: gateway
            env:
            - name: config.service.auth
              valueFrom: {secretKeyRef: {name: edge-token, key: value}}
          - name: side-car
            envFrom: [{secretRef: {name: side}}]
        """;
    assertThat(TokenSources.of(Yaml.tree(template)))
        .containsExactly(
            new SecretKey("gateway", AUTH, "edge-token", "value"),
            new WholeSecret("side-car", "side", ""),
            new SecretKey("warm-up", AUTH, "other", "value"));
  }

  @Test
  void a_template_without_containers_has_none() {
    assertThat(TokenSources.of(Yaml.tree("{}"))).isEmpty();
  }
}
