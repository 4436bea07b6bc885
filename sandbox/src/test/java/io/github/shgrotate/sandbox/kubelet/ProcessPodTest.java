package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubernetes.EmbeddedKubernetes;
import io.github.shgrotate.sandbox.kubernetes.Eventually;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pods whose containers are processes of this machine: here, of a shell.
class ProcessPodTest {
  private static final String SHELL = "/bin/sh";

  @TempDir Path folders;
  private final SandboxClock clock = new SandboxClock();
  private final CertificateAuthority authority = CertificateAuthority.create("test");
  private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(clock, authority);
  private final KubernetesApi api =
      KubernetesApi.withToken(
          kubernetes.server().uri(), authority.clientContext(), kubernetes.adminToken());
  private SimulatedKubelet kubelet;

  private static final class Shells implements ContainerRuntime {
    @Override
    public RunningContainer start(ContainerStart start) {
      return ProcessContainer.start(
          List.of(SHELL, "-c"), Map.of("PATH", "/usr/bin:/bin", "OWN", "image"), start);
    }

    @Override
    public boolean mountsVolumes() {
      return true;
    }
  }

  @BeforeEach
  void runShells() {
    kubelet =
        SimulatedKubelet.beside(api, clock)
            .nodes(1)
            .podFolders(folders)
            .runtime("shell"::equals, new Shells())
            .start();
  }

  @AfterEach
  void stop() {
    kubelet.close();
    api.close();
    kubernetes.close();
  }

  private void run(String script, String policy) {
    run(script, policy, "token");
  }

  private void run(String script, String policy, String secret) {
    kubernetes.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: token}
        stringData: {value: "s3cret"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: work, labels: {app: work}}
        spec:
          restartPolicy: %s
          terminationGracePeriodSeconds: 1
          volumes:
          - {name: token, secret: {secretName: %s}}
          containers:
          - name: main
            image: shell
            terminationMessagePolicy: FallbackToLogsOnError
            args: ['%s']
            env:
            - {name: OWN, value: container}
            - {name: FILE, value: /etc/token/value}
            - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            volumeMounts: [{name: token, mountPath: /etc/token}]
        """
            .formatted(policy, secret, script.replace("'", "''")));
  }

  private JsonNode status() {
    return kubernetes.get("Pod", "default", "work").path("status");
  }

  private JsonNode container() {
    return status().path("containerStatuses").path(0);
  }

  private String log() {
    return kubelet.log("default", "work", "main").orElse("");
  }

  private void awaitPhase(String phase) {
    Eventually.holds(() -> status().path("phase").asText().equals(phase));
  }

  @ParameterizedTest(name = "exit code {0}: {1}")
  @CsvSource({"0, Succeeded, Completed, ''", "4, Failed, Error, 'no such gateway\n'"})
  void the_exit_code_and_the_last_words_are_in_the_pods_status(
      int code, String phase, String reason, String message) {
    run("echo no such gateway; exit " + code, "Never");
    awaitPhase(phase);

    JsonNode ended = container().path("state").path("terminated");
    assertThat(ended.path("exitCode").asInt(-1)).isEqualTo(code);
    assertThat(ended.path("reason").asText()).isEqualTo(reason);
    assertThat(ended.path("message").asText()).isEqualTo(message);
    assertThat(container().path("restartCount").asInt()).isZero();
  }

  @Test
  void a_process_has_the_containers_environment_and_files_and_nothing_of_this_machine() {
    run("cat $FILE; echo; cat etc/token/value; echo; env | sort", "Never");
    awaitPhase("Succeeded");

    int port = kubernetes.server().uri().getPort();
    assertThat(log().lines())
        .startsWith("s3cret", "s3cret")
        .contains(
            "OWN=container",
            "POD=work",
            "HOSTNAME=work",
            "KUBERNETES_SERVICE_HOST=" + kubernetes.server().uri().getHost(),
            "KUBERNETES_SERVICE_PORT=" + port)
        .anyMatch(line -> line.startsWith("CONTAINER_SANDBOX_MOUNT_POINT=" + folders))
        .noneMatch(line -> line.startsWith("HOME="));
  }

  @Test
  void a_message_in_the_termination_log_comes_before_the_log() {
    run("echo chatter; echo -n because > dev/termination-log; exit 1", "Never");
    awaitPhase("Failed");

    assertThat(container().at("/state/terminated/message").asText()).isEqualTo("because");
  }

  @Test
  void a_failed_container_is_started_again_where_the_policy_says_so() {
    run("test -e again || { touch again; exit 1; }", "OnFailure");
    Eventually.holds(() -> container().path("restartCount").asInt() >= 2);

    assertThat(status().path("phase").asText()).isEqualTo("Running");
    assertThat(container().at("/lastState/terminated/exitCode").asInt(-1)).isEqualTo(1);
  }

  @Test
  void a_process_that_is_told_to_end_may_finish() {
    run("trap 'echo finished; exit 3' TERM; echo up; while :; do sleep 0.05; done", "Never");
    Eventually.holds(() -> log().contains("up"));

    delete();

    Eventually.holds(() -> kubernetes.list("Pod", "default").isEmpty());
    assertThat(log()).isEqualTo("up\nfinished\n");
  }

  @Test
  void a_process_that_does_not_end_in_time_is_killed_and_leaves_nothing() throws Exception {
    run("trap '' TERM; echo $$$$; while :; do sleep 0.05; done", "Never");
    Eventually.holds(() -> log().endsWith("\n"));
    long process = Long.parseLong(log().strip());

    delete();

    Eventually.holds(() -> kubernetes.list("Pod", "default").isEmpty());
    Eventually.holds(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    Eventually.holds(() -> podFolders().isEmpty());
  }

  @Test
  void a_container_is_not_started_before_its_volumes_are_there() {
    run("true", "Never", "late");
    Eventually.holds(() -> status().has("containerStatuses"));
    assertThat(container().at("/state/waiting/reason").asText()).isEqualTo("ContainerCreating");

    kubernetes.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: late}
        """);

    awaitPhase("Succeeded");
  }

  private void delete() {
    var _ = api.delete("/api/v1/namespaces/default/pods/work", Trees.object());
  }

  private List<Path> podFolders() {
    try (Stream<Path> found = Files.list(folders)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
