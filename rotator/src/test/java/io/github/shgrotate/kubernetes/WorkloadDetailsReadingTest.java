package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.doctor.WorkloadDetails;
import io.github.shgrotate.doctor.WorkloadDetails.Backup;
import io.github.shgrotate.doctor.WorkloadDetails.UpdateStrategy;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadDetailsReadingTest {
  @ParameterizedTest(name = "{0} replicas, {1} missing, {2} beside: {3} and {4}")
  @CsvSource({
    "3, 25%, 25%, 0, 1",
    "8, 25%, 25%, 2, 2",
    "4, 1, 0, 1, 0",
    // Both come to nothing: the controller lets one be missing.
    "1, 0, 0, 1, 0",
    "3, 10%, 0%, 1, 0",
    "3, 0, 1, 0, 1"
  })
  void of_a_percentage_the_missing_are_rounded_down_and_the_surplus_up(
      int replicas, String unavailable, String surge, int missing, int beside) {
    String spec =
        "replicas: %d, strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: %s, maxSurge: %s}}"
            .formatted(replicas, unavailable, surge);

    assertThat(details(WorkloadKind.DEPLOYMENT, spec, "").strategy())
        .isEqualTo(new UpdateStrategy.Rolling(missing, beside));
  }

  @Test
  void each_kind_has_its_own_strategies() {
    assertThat(details(WorkloadKind.DEPLOYMENT, "strategy: {type: Recreate}", "").strategy())
        .isEqualTo(new UpdateStrategy.Recreate());
    assertThat(details(WorkloadKind.STATEFUL_SET, "replicas: 2", "").strategy())
        .isEqualTo(new UpdateStrategy.OneByOne(0));
    assertThat(
            details(
                    WorkloadKind.STATEFUL_SET,
                    "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}",
                    "")
                .strategy())
        .isEqualTo(new UpdateStrategy.OneByOne(2));
    assertThat(details(WorkloadKind.DAEMON_SET, "updateStrategy: {type: OnDelete}", "").strategy())
        .isEqualTo(new UpdateStrategy.OnDelete());
    assertThat(details(WorkloadKind.DAEMON_SET, "minReadySeconds: 1", "").strategy())
        .isEqualTo(new UpdateStrategy.Rolling(1, 0));
  }

  @Test
  void what_is_not_said_is_kubernetes_default() {
    WorkloadDetails details = details(WorkloadKind.DEPLOYMENT, "minReadySeconds: 1", "");

    assertThat(details.replicas()).isEqualTo(1);
    assertThat(details.pods().grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(details.pods().readinessProbe()).isFalse();
    assertThat(details.pods().preStop()).isFalse();
    assertThat(details.pods().backup()).isEqualTo(Backup.NONE);
    assertThat(details.pods().serviceAccount()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: backup, persistentVolumeClaim: {claimName: backup}} | KEPT
          {name: backup, emptyDir: {}}                               | ENDS_WITH_POD
          {name: other, emptyDir: {}}                                | KEPT
          """)
  void a_copy_of_the_configuration_is_as_lasting_as_its_volume(String volume, Backup backup) {
    assertThat(
            details(
                    WorkloadKind.DEPLOYMENT,
                    "minReadySeconds: 1",
                    "volumeMounts: [{name: backup, mountPath: /apim/config/}]",
                    "volumes: [%s]".formatted(volume))
                .pods()
                .backup())
        .isEqualTo(backup);
  }

  @Test
  void the_gateways_container_is_found_among_others() {
    WorkloadDetails details =
        details(
            WorkloadKind.DEPLOYMENT,
            "minReadySeconds: 1",
            "readinessProbe: {httpGet: {path: /x, port: 1}}, lifecycle: {preStop: {sleep: {seconds:"
                + " 5}}}",
            "serviceAccountName: edge, terminationGracePeriodSeconds: 60");

    assertThat(details.pods().container()).isEqualTo("gateway");
    assertThat(details.pods().readinessProbe()).isTrue();
    assertThat(details.pods().preStop()).isTrue();
    assertThat(details.pods().identityLabel()).isTrue();
    assertThat(details.pods().serviceAccount()).contains("edge");
    assertThat(details.pods().grace()).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                        | true
          {matchLabels: {app: edge}}                                                | true
          {matchLabels: {app: edge, tier: x}}                                       | false
          {matchExpressions: [{key: app, operator: In, values: [edge, core]}]}      | true
          {matchExpressions: [{key: app, operator: NotIn, values: [edge]}]}         | false
          {matchExpressions: [{key: tier, operator: NotIn, values: [x]}]}           | true
          {matchExpressions: [{key: app, operator: Exists}]}                        | true
          {matchExpressions: [{key: app, operator: DoesNotExist}]}                  | false
          """)
  void a_selector_matches_by_kubernetes_rules(String selector, boolean matches) {
    assertThat(LabelMatch.matches(Yaml.tree(selector), Yaml.tree("{app: edge, other: y}")))
        .isEqualTo(matches);
  }

  /// @param spec more fields of the workload's spec, of the container's and of the pod's
  private static WorkloadDetails details(
      WorkloadKind kind, String spec, String container, String... pod) {
    JsonNode workload =
        Yaml.tree(
            """
            metadata: {name: edge, namespace: apim, uid: u, resourceVersion: "1"}
            spec: {
              selector: {matchLabels: {app: edge}},
              template: {
                metadata: {labels: {app: edge, azure.workload.identity/use: "true"}},
                spec: {
                  containers: [
                    {name: sidecar, image: proxy},
                    {name: gateway, image: azure-api-management/gateway:v2,
                      env: [
                        {name: config.service.auth, valueFrom: {secretKeyRef: {name: s, key: value}}}
                      ],
                      %s}],
                  %s}},
              %s}
            """
                .formatted(container, String.join(", ", pod), spec));
    WorkloadRef ref = new WorkloadRef(kind, "edge");
    return WorkloadDetailsReading.of(WorkloadReading.facts(ref, workload).orElseThrow(), workload);
  }
}
