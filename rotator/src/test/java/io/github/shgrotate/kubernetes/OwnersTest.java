package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who else writes an object, told from the marks of the tools.
class OwnersTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Helm                   | {labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: gw}}
          Argo CD                | {annotations: {argocd.argoproj.io/tracking-id: "gw:/Secret:apim/t"}}
          Argo CD                | {labels: {argocd.argoproj.io/instance: gw}}
          Flux                   | {labels: {kustomize.toolkit.fluxcd.io/name: gw}}
          Flux                   | {labels: {helm.toolkit.fluxcd.io/name: gw}}
          External Secrets       | {ownerReferences: [{kind: ExternalSecret, name: gw}]}
          External Secrets       | {annotations: {reconcile.external-secrets.io/data-hash: abc}, ownerReferences: [{kind: ExternalSecret, name: gw}]}
          Sealed Secrets         | {ownerReferences: [{kind: SealedSecret, name: gw}]}
          Vault Secrets Operator | {ownerReferences: [{kind: VaultStaticSecret, name: gw}]}
          kubectl apply          | {annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"value":"x"}}'}}
          terraform              | {managedFields: [{manager: terraform, operation: Apply, fieldsV1: {"f:data": {"f:value": {}}}}]}
          """)
  void of_a_secret(String tool, String metadata) {
    assertThat(Owners.ofSecret(Yaml.tree(metadata))).extracting(Owner::tool).containsExactly(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {labels: {app.kubernetes.io/managed-by: someone}}
          {labels: {app.kubernetes.io/managed-by: Helm}}
          {annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret"}'}}
          {managedFields: [{manager: kubectl-create, operation: Update, fieldsV1: {"f:data": {}}}]}
          {managedFields: [{manager: terraform, operation: Apply, fieldsV1: {"f:metadata": {}}}]}
          {managedFields: [{manager: apim-shg-rotate, operation: Apply, fieldsV1: {"f:data": {}}}]}
          {}
          """)
  void nobody_else(String metadata) {
    assertThat(Owners.ofSecret(Yaml.tree(metadata))).isEmpty();
  }

  @Test
  void a_server_side_apply_of_kubectl_is_told_how_kubectl_is_mended() {
    String metadata =
        "{managedFields: [{manager: kubectl, operation: Apply, fieldsV1: {'f:data': {}}}]}";

    Owner owner = Owners.ofSecret(Yaml.tree(metadata)).getFirst();

    assertThat(owner.tool()).isEqualTo("kubectl apply");
    assertThat(owner.toString())
        .contains("take the token out of the file that is applied")
        .doesNotContain("synced");
  }

  @Test
  void a_chart_leaves_a_stamp_on_a_pod_template_alone() {
    String metadata =
        "{labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name:"
            + " gw}}";

    assertThat(Owners.ofWorkload(Yaml.tree(metadata))).isEmpty();
    assertThat(Owners.ofWorkload(Yaml.tree("{labels: {argocd.argoproj.io/instance: gw}}")))
        .extracting(Owner::tool)
        .containsExactly("Argo CD");
  }
}
