package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the files of `deploy/` say of each other. Nothing is started.
class ManifestsTest {
  private static final String CRON_JOB = "deploy/cronjob.yaml";
  private static final String WITH_WORKLOAD_IDENTITY = "deploy/cronjob-workload-identity.yaml";
  private static final Set<String> SIGN_IN = Set.of("TENANT", "SP_ID", "SP_SECRET");

  @ParameterizedTest
  @ValueSource(strings = {CRON_JOB, WITH_WORKLOAD_IDENTITY})
  void the_cronjob_runs_under_restricted_pod_security(String file) throws IOException {
    JsonNode pod = pod(file);
    JsonNode container = container(file).path("securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @ParameterizedTest
  @ValueSource(strings = {CRON_JOB, WITH_WORKLOAD_IDENTITY})
  void the_cronjob_runs_as_the_account_and_in_the_namespace_of_the_rbac(String file)
      throws IOException {
    JsonNode account =
        Trees.documents(Checkout.text("deploy/rbac.yaml")).stream()
            .filter(document -> document.path("kind").asText().equals("ServiceAccount"))
            .findFirst()
            .orElseThrow();

    assertThat(pod(file).path("serviceAccountName").asText()).isEqualTo(Trees.name(account));
    assertThat(Trees.namespace(cronJob(file))).isEqualTo(Trees.namespace(account));
  }

  @Test
  void the_cronjobs_differ_in_the_sign_in_only() throws IOException {
    List<String> withSecret = variables(CRON_JOB);

    assertThat(withSecret).containsAll(SIGN_IN);
    assertThat(variables(WITH_WORKLOAD_IDENTITY))
        .isEqualTo(withSecret.stream().filter(name -> !SIGN_IN.contains(name)).toList());
  }

  @Test
  void checkout_archive_and_image_start_java_with_the_same_options() throws IOException {
    for (String starter :
        List.of("bin/apim-shg-rotate", "dist/src/main/bin/apim-shg-rotate", "deploy/Dockerfile")) {
      assertThat(Checkout.text(starter))
          .as(starter)
          .contains("bin/java.options")
          .doesNotContain("-Xmx", "-XX:+Use");
    }
  }

  private static JsonNode cronJob(String file) throws IOException {
    return Trees.documents(Checkout.text(file)).getFirst();
  }

  private static JsonNode pod(String file) throws IOException {
    return cronJob(file).at("/spec/jobTemplate/spec/template/spec");
  }

  private static JsonNode container(String file) throws IOException {
    return pod(file).path("containers").path(0);
  }

  private static List<String> variables(String file) throws IOException {
    List<String> names = new ArrayList<>();
    container(file).path("env").forEach(variable -> names.add(variable.path("name").asText()));
    return names;
  }
}
