package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadKindTest {
  @ParameterizedTest
  @CsvSource({
    "deployment,          DEPLOYMENT",
    "Deployments,         DEPLOYMENT",
    "deploy,              DEPLOYMENT",
    "sts,                 STATEFUL_SET",
    "statefulset,         STATEFUL_SET",
    "DaemonSets,          DAEMON_SET",
    "ds,                  DAEMON_SET",
    "deployment.apps,     DEPLOYMENT",
    "deployments.v1.apps, DEPLOYMENT",
  })
  void is_understood_as_kubectl_understands_it(String word, WorkloadKind expected) {
    assertThat(WorkloadKind.of(word)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "replicaset",
        "deploymentx",
        ".apps",
        "deployment.",
        "deployment.batch",
        "deployment.v2.apps",
        "deployment.apps.example.org"
      })
  void is_not_guessed(String word) {
    assertThat(WorkloadKind.of(word)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void understands_every_word_of_its_own(WorkloadKind kind) {
    assertThat(WorkloadKind.of(kind.kind())).contains(kind);
    assertThat(WorkloadKind.of(kind.plural())).contains(kind);
    assertThat(WorkloadKind.of(kind.word())).contains(kind);
  }
}
