package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.Hold;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of `deploy/` as a user applies them, in a namespace under the restricted pod security
/// standard. A Job of the CronJob becomes a pod, and the pod a process of this build, with the
/// rights of `rbac.yaml` and no other.
@RealCluster
class ShippedCronJobTest {
  private static final String WITH_SECRET = ShippedInstallation.WITH_SECRET;
  private static final String WITH_WORKLOAD_IDENTITY = ShippedInstallation.WITH_WORKLOAD_IDENTITY;
  private static final String STAMP =
      "/spec/template/metadata/annotations/shgrotate.github.io~1token-id";

  @Test
  void a_job_of_it_rotates_and_uses_every_right_it_is_granted_and_no_other(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_SECRET);
    String former = corner.storedText();

    ShippedJob job = ShippedJob.from(corner, cronJob);

    assertRotated(corner, job, former);
    assertUsedEveryRightAndNoOther(corner);
  }

  @Test
  void a_first_job_that_only_looks_changes_nothing(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_SECRET);
    JsonNode secret = corner.secret();
    JsonNode template = corner.workload().at("/spec/template");

    ShippedJob job = ShippedJob.from(corner, ShippedInstallation.thatOnlyPlans(cronJob));

    assertThat(job.awaitEnd().type()).as(job.log()).isEqualTo("Complete");
    assertThat(corner.secret()).isEqualTo(secret);
    assertThat(corner.workload().at("/spec/template")).isEqualTo(template);
    assertThat(corner.issuedTokens()).isEmpty();
    assertThat(corner.auditLog().entries())
        .isNotEmpty()
        .allMatch(entry -> entry.verb().matches("get|list"));
  }

  @Test
  void a_client_secret_and_roots_may_come_as_mounted_files(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_SECRET);
    String former = corner.storedText();

    ShippedJob job = ShippedJob.from(corner, ShippedInstallation.withMountedFiles(corner, cronJob));

    assertRotated(corner, job, former);
  }

  @Test
  void what_was_missed_while_it_was_suspended_is_made_up_for(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_SECRET);
    String former = corner.storedText();
    String path = corner.path("batch/v1", "cronjobs/" + Trees.name(cronJob));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant missed = now.minus(Duration.ofMinutes(10));
    var _ =
        ShippedInstallation.patch(
            corner,
            path + "/status",
            "{status: {lastScheduleTime: '%s'}}".formatted(now.minus(Duration.ofHours(1))));
    var _ =
        ShippedInstallation.patch(
            corner,
            path,
            "{spec: {schedule: '%d * * * *'}}"
                .formatted(missed.atOffset(ZoneOffset.UTC).getMinute()));

    var _ = ShippedInstallation.patch(corner, path, "{spec: {suspend: false}}");

    Eventually.is("a job of the CronJob's own", () -> jobs(corner).size() == 1);
    ShippedJob job = new ShippedJob(corner, jobs(corner).getFirst());
    assertRotated(corner, job, former);
  }

  @Test
  void a_job_with_workload_identity_needs_no_secret(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_WORKLOAD_IDENTITY);
    String former = corner.storedText();

    ShippedJob job = ShippedJob.from(corner, ShippedInstallation.trusted(corner, cronJob));

    assertRotated(corner, job, former);
    assertThat(assertions(corner)).hasSize(1);
    assertUsedEveryRightAndNoOther(corner);
  }

  @Test
  void a_federated_token_that_the_kubelet_has_replaced_is_read_anew(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_WORKLOAD_IDENTITY);
    String former = corner.storedText();
    Hold hold = new Hold();
    corner
        .azure()
        .entra()
        .arm(
            Fault.once(
                "held",
                exchange -> exchange.body().contains(corner.clientId()),
                new Fault.HeldBefore(hold)));

    ShippedJob job = ShippedJob.from(corner, ShippedInstallation.trusted(corner, cronJob));
    Eventually.is("a first sign-in", hold::arrived);
    corner.world().kubelet().refreshVolumes(corner.namespace(), Trees.name(job.pods().getFirst()));
    hold.drop();

    assertRotated(corner, job, former);
    assertThat(assertions(corner)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void a_gateway_that_does_not_exist_fails_the_job_at_once(Corner corner) {
    corner.application().grant("/subscriptions/" + Corner.SUBSCRIPTION, "*");
    JsonNode cronJob =
        ShippedInstallation.with(corner, WITH_SECRET, Map.of("APIM_GATEWAY", "edge-us"));
    String former = corner.storedText();

    ShippedJob job = ShippedJob.from(corner, cronJob);

    assertThat(job.awaitEnd()).isEqualTo(new ShippedJob.End("Failed", "PodFailurePolicy"));
    assertThat(job.pods()).hasSize(1);
    JsonNode ended = ShippedJob.ended(job.pods().getFirst());
    assertThat(ended.path("exitCode").asInt()).as(job.log()).isEqualTo(4);
    assertThat(ended.path("message").asText()).contains("edge-us");
    assertThat(corner.storedText()).isEqualTo(former);
    assertThat(corner.issuedTokens()).isEmpty();
  }

  @Test
  void a_pod_that_is_deleted_in_the_middle_is_taken_over_by_the_jobs_next_one(Corner corner) {
    JsonNode cronJob = ShippedInstallation.with(corner, WITH_SECRET);
    String former = corner.storedText();
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    corner.behave(new Behaviour.ReadyWhen(ready));

    ShippedJob job = ShippedJob.from(corner, cronJob);
    Eventually.is("the rollout's begin", () -> !corner.workload().at(STAMP).isMissingNode());
    String first = Trees.name(job.pods().getFirst());
    var _ = corner.api().delete(corner.path("v1", "pods/" + first), Trees.object());
    Eventually.is("the end of the first pod", () -> !names(job.pods()).contains(first));
    ready.complete(true);

    assertRotated(corner, job, former);
    assertThat(job.object().at("/status/failed").asInt()).isEqualTo(1);
    assertThat(names(job.pods())).hasSize(1).doesNotContain(first);
    assertThat(replicaSets(corner)).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"backOffLimit: 2", "backoffLimit: 2\n      backoffLimit: 3"})
  void a_field_that_does_not_exist_or_comes_twice_would_be_refused(String fields, Corner corner) {
    String manifest =
        ShippedInstallation.manifest(corner, WITH_SECRET).replace("backoffLimit: 2", fields);

    assertThatThrownBy(() -> ShippedInstallation.apply(corner, manifest))
        .isInstanceOf(KubernetesApi.Refused.class)
        .hasMessageContaining(fields.substring(0, fields.indexOf(':')));
  }

  // The judges.

  private static void assertRotated(Corner corner, ShippedJob job, String former) {
    assertThat(job.awaitEnd().type()).as(job.log()).isEqualTo("Complete");
    corner.awaitServing(ShippedInstallation.PODS);
    assertThat(corner.storedText()).isNotEqualTo(former);
    assertThat(corner.azure().verify(corner.storedText()))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(corner.tokensOfServingPods()).isEqualTo(Set.of(corner.storedToken()));
    assertThat(corner.issuedTokens()).hasSize(1);
    assertThat(job.log()).isNotEmpty();
    assertThat(job.log() + job.pods())
        .doesNotContain(Corner.CLIENT_SECRET)
        .doesNotContain(signature(former))
        .doesNotContain(signature(corner.storedText()));
  }

  private static void assertUsedEveryRightAndNoOther(Corner corner) {
    String role = corner.path("rbac.authorization.k8s.io/v1", "roles/" + Rights.ACCOUNT);
    Set<String> granted = Grants.of(corner.api().get(role));
    List<AuditLog.Entry> asked = corner.auditLog().entries();
    assertThat(asked).noneMatch(AuditLog.Entry::denied);
    assertThat(Grants.used(asked, corner.namespace(), granted)).isEqualTo(granted);
  }

  /// The federated tokens that were shown to Entra for this corner's application.
  private static List<String> assertions(Corner corner) {
    return corner.azure().entra().log().stream()
        .map(LoggedRequest::exchange)
        .map(exchange -> exchange.body())
        .filter(body -> body.contains(corner.clientId()))
        .map(body -> body.replaceFirst(".*client_assertion=([^&]*).*", "$1"))
        .toList();
  }

  private static List<String> jobs(Corner corner) {
    return names(
        corner.api().get(corner.path("batch/v1", "jobs")).path("items").valueStream().toList());
  }

  private static List<String> replicaSets(Corner corner) {
    return names(
        corner
            .api()
            .get(corner.path("apps/v1", "replicasets"))
            .path("items")
            .valueStream()
            .toList());
  }

  private static List<String> names(List<JsonNode> objects) {
    return objects.stream().map(Trees::name).toList();
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('&') + 1);
  }
}
