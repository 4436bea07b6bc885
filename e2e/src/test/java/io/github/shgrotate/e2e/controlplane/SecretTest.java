package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.Hold;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The Secret belongs to others too: what is theirs stays as it is.
@RealCluster
class SecretTest {

  @Test
  void everything_foreign_in_the_secret_is_kept(Corner corner) throws Exception {
    corner.install(Installation.of(1));
    String owner =
        corner
            .api()
            .get(corner.path("v1", "configmaps/%s-env".formatted(corner.workloadName())))
            .at("/metadata/uid")
            .asText();
    edit(
        corner,
        """
        metadata:
          labels: {team: edge, app.kubernetes.io/managed-by: Helm}
          annotations: {meta.helm.sh/release-name: edge, shgrotate.github.io/note: foreign}
          ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: %s-env, uid: %s}]
          finalizers: [example.com/keep]
        data: {tls.crt: Y2VydA==, empty: "", GatewayKey: bm90IG91cnM=}
        """
            .formatted(corner.workloadName(), owner));
    JsonNode before = foreign(corner);
    Judge judge = Judge.before(corner);

    judge.finds_one_rotation(corner.rotator().run(), 1);

    assertThat(foreign(corner)).isEqualTo(before);
    edit(corner, "{metadata: {finalizers: null}}");
  }

  @Test
  void an_immutable_secret_is_refused_before_azure_is_asked_for_a_token(Corner corner)
      throws Exception {
    corner.install(Installation.of(1));
    edit(corner, "{immutable: true}");
    JsonNode before = corner.secret();

    Rotator.Run run = corner.rotator().run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains("[SecretImmutable]")
        .contains(corner.namespace() + "/" + corner.secretName())
        .contains(corner.storedToken());
    assertThat(corner.secret()).isEqualTo(before);
    assertThat(corner.issuedTokens()).isEmpty();
    assertThat(corner.workload().at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void an_edit_between_reading_and_writing_survives_and_the_token_is_stored(Corner corner)
      throws Exception {
    corner.install(Installation.of(1));
    Judge judge = Judge.before(corner);
    Hold answer = new Hold();
    corner.onTheWayToAzure(new Fault.HeldAfter(answer));
    Rotator.Running rotator = corner.rotator().start();
    Eventually.is("the question for a token", answer::arrived);

    edit(corner, "{metadata: {labels: {edited: meanwhile}}, data: {more: bW9yZQ==}}");
    answer.release();

    judge.finds_every_pod_on_the_new_token(rotator.end(), 1);
    assertThat(corner.secret().at("/metadata/labels/edited").asText()).isEqualTo("meanwhile");
    assertThat(corner.secret().at("/data/more").asText()).isEqualTo("bW9yZQ==");
    // Refused once, then stored, without asking Azure for another token.
    assertThat(corner.auditLog().entries("patch", "secrets"))
        .extracting(AuditLog.Entry::code)
        .containsExactly(409, 200);
    assertThat(corner.issuedTokens()).hasSize(1);
  }

  @Test
  void a_secret_that_is_replaced_meanwhile_gets_the_token_too(Corner corner) throws Exception {
    corner.install(Installation.of(1));
    Judge judge = Judge.before(corner);
    Hold answer = new Hold();
    corner.onTheWayToAzure(new Fault.HeldAfter(answer));
    Rotator.Running rotator = corner.rotator().start();
    Eventually.is("the question for a token", answer::arrived);

    ObjectNode anew = (ObjectNode) corner.secret();
    Trees.metadata(anew)
        .remove(List.of("uid", "resourceVersion", "creationTimestamp", "managedFields"));
    anew.putObject("stringData").put("anew", "yes");
    corner.api().delete(corner.secretPath(), Trees.object());
    corner.apply(anew);
    answer.release();

    judge.finds_every_pod_on_the_new_token(rotator.end(), 1);
    assertThat(corner.secret().at("/data/anew").asText()).isEqualTo("eWVz");
    assertThat(corner.issuedTokens()).hasSize(1);
  }

  private static void edit(Corner corner, String yaml) {
    corner.api().mergePatch(corner.secretPath(), Installation.yaml(yaml));
  }

  /// The Secret without what the rotator is there to change.
  private static JsonNode foreign(Corner corner) {
    ObjectNode secret = (ObjectNode) corner.secret();
    Trees.child(secret, "data").remove(corner.dataKey());
    Trees.metadata(secret).remove(List.of("resourceVersion", "managedFields"));
    Trees.child(Trees.metadata(secret), "annotations")
        .remove(
            List.of(
                "last-used-key",
                "shgrotate.github.io/gateway",
                "shgrotate.github.io/token-id",
                "shgrotate.github.io/issued-at",
                "shgrotate.github.io/expires-at",
                "shgrotate.github.io/former-token"));
    return secret;
  }
}
