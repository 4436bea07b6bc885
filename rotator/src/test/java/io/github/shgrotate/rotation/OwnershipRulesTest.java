package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipRulesTest {
  private static final Owner HELM = new Owner("Helm", "label managed-by", "set tokenSecret");
  private static final Owner FLUX = new Owner("Flux", "label kustomize", "ignore the Secret");
  private static final List<Owner> NOBODY = List.of();

  @Test
  void each_owner_gets_a_sentence_with_its_evidence_and_what_to_do() {
    assertThat(
            OwnershipRules.findings(
                request(false), secret(List.of(HELM)), workloads(List.of(FLUX))))
        .containsExactly(
            "Helm writes Secret apim/gateway-token too (label managed-by) and may put an old token"
                + " back: set tokenSecret",
            "Flux writes deployment/apim-gateway too (label kustomize) and may take the stamp from"
                + " its pod template: ignore the Secret");
  }

  @Test
  void nobody_else_is_no_finding() {
    assertThat(OwnershipRules.findings(request(true), secret(NOBODY), workloads(NOBODY))).isEmpty();
  }

  @ParameterizedTest(name = "strict {0}, the Secret owned {1}, the workload owned {2}: refused {3}")
  @CsvSource({
    "true,  true,  true,  true",
    "true,  true,  false, true",
    "true,  false, true,  false",
    "false, true,  true,  false",
    "false, false, false, false",
  })
  void only_who_asked_for_it_is_refused_and_only_for_the_secret(
      boolean strict, boolean ofSecret, boolean ofWorkload, boolean refused) {
    Optional<Failure> refusal =
        OwnershipRules.refusal(
            request(strict),
            secret(ofSecret ? List.of(HELM) : NOBODY),
            workloads(ofWorkload ? List.of(FLUX) : NOBODY));

    assertThat(refusal.map(Failure::reason))
        .isEqualTo(refused ? Optional.of(Reason.OWNED_BY_ANOTHER) : Optional.empty());
    assertThat(refusal.map(Failure::why).orElse("Helm writes")).contains("Helm writes");
  }

  private static RotationRequest request(boolean strict) {
    return new RotationRequest(
        Samples.GATEWAY,
        "apim",
        "gateway-token",
        Optional.empty(),
        List.of(Samples.DEPLOYMENT),
        Samples.tenDaysBefore(),
        true,
        ProofPolicy.PODS_ALONE,
        strict);
  }

  private static SecretFacts secret(List<Owner> owners) {
    return new SecretFacts(
        "7",
        "Opaque",
        false,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        SecretNotes.NONE,
        owners);
  }

  private static List<WorkloadFacts> workloads(List<Owner> owners) {
    return List.of(
        new WorkloadFacts(
            Samples.DEPLOYMENT,
            "uid",
            "1",
            "app=gw",
            Optional.empty(),
            List.of(),
            Samples.rolledOut(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            owners));
  }
}
