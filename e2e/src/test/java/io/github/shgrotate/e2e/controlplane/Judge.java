package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Says whether a rotation is what it should be, by the pods, the Secret, Azure's log and the API
/// server's audit log. Of the rotator it takes the exit code only.
final class Judge {
  private static final String OURS = "shgrotate.github.io/";

  private final Corner corner;
  private final String former;

  private Judge(Corner corner, String former) {
    this.corner = corner;
    this.former = former;
  }

  /// Looks at what there is before the rotation.
  static Judge before(Corner corner) {
    return new Judge(corner, corner.storedToken());
  }

  /// One rotation, all of it, with nothing asked twice and nothing refused.
  void finds_one_rotation(Rotator.Run run, int pods) {
    finds_every_pod_on_the_new_token(run, pods);
    assertThat(corner.issuedTokens())
        .extracting(IssuedToken::fingerprint)
        .containsExactly(corner.storedToken());
    assertThat(corner.auditLog().entries("patch", "secrets")).hasSize(1);
    // The restart, and what came of it.
    assertThat(corner.auditLog().entries("patch", corner.resource()))
        .filteredOn(entry -> entry.code() == 200)
        .hasSize(2);
  }

  /// However many attempts it took.
  void finds_every_pod_on_the_new_token(Rotator.Run run, int pods) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    finds_every_pod_on_the_stored_token(run.err(), pods);
    assertThat(corner.storedToken()).isNotEqualTo(former);
    finds_the_secret_whole();
    assertThat(corner.auditLog().entries()).isNotEmpty().noneMatch(AuditLog.Entry::denied);
    finds_no_pod_that_azure_refused();
  }

  /// Now, not soon: that is what the exit code 0 says.
  private void finds_every_pod_on_the_stored_token(String words, int pods) {
    Set<String> standing =
        corner.pods().stream()
            .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
            .filter(pod -> !Set.of("Failed", "Succeeded").contains(phase(pod)))
            .map(pod -> pod.path("metadata").path("name").asText())
            .collect(Collectors.toSet());
    List<GatewaySighting> seen =
        corner.gateways().stream().filter(pod -> standing.contains(pod.pod())).toList();
    assertThat(standing).as(words).hasSize(pods);
    assertThat(seen)
        .as(words)
        .hasSize(pods)
        .allSatisfy(
            gateway -> {
              assertThat(gateway.tokenId()).contains(corner.storedToken());
              assertThat(gateway.ready()).isTrue();
              assertThat(gateway.servesNothing()).isFalse();
            });
  }

  /// The token, and what is written beside it, agree.
  void finds_the_secret_whole() {
    TokenVerdict verdict = corner.azure().verify(corner.storedText());
    assertThat(verdict).isInstanceOf(TokenVerdict.Accepted.class);
    if (verdict instanceof TokenVerdict.Accepted accepted) {
      assertThat(accepted.gateway()).isSameAs(corner.gateway());
      assertThat(corner.annotation("last-used-key")).isEqualTo(accepted.key().word());
      assertThat(corner.annotation(OURS + "expires-at")).isEqualTo(accepted.expiry().toString());
    }
    assertThat(corner.annotation(OURS + "token-id")).isEqualTo(corner.storedToken());
    assertThat(corner.annotation(OURS + "gateway")).isEqualTo(corner.gateway().resourceId());
  }

  /// No gateway ever presented a token that was not good.
  void finds_no_pod_that_azure_refused() {
    assertThat(corner.azure().presentations())
        .filteredOn(shown -> shown.gatewayId().equals(corner.gateway().id()))
        .isNotEmpty()
        .allMatch(shown -> shown.accepted());
  }

  /// How often the pods were told to restart, whoever told them: each time leaves a revision.
  void finds_restarts(int restarts) {
    assertThat(corner.list("apps/v1", corner.revisions())).hasSize(1 + restarts);
  }

  private static String phase(JsonNode pod) {
    return pod.path("status").path("phase").asText();
  }
}
