package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Installations for tests of how findings are told.
public final class SampleInstallations {
  private SampleInstallations() {}

  public static Examined healthy() {
    return new Case().examined();
  }

  /// As a first look may find it: the account lacks a right, and a pod would take requests too
  /// early.
  public static Examined withTroubles() {
    Case installation = new Case();
    installation.notGranted.add("patch on secrets/edge-eu-token");
    installation.readinessProbe = false;
    installation.permissions = new Asked.Failed<>(Case.failure(Reason.AZURE_PERMISSION_MISSING));
    installation.owners =
        List.of(
            new Owner(
                "Helm",
                "annotation meta.helm.sh/release-name",
                "create the Secret yourself and name it in the chart's values"
                    + " (secret.createSecret=false, secret.existingSecretName)"));
    installation.issuer =
        new Asked.Told<>(Optional.of("https://westeurope.oic.prod-aks.azure.com/t/i/"));
    installation.image = "mcr.microsoft.com/azure-api-management/gateway:2.11.1";
    installation.routes =
        List.of(
            new Route("login.microsoftonline.com", Optional.of("proxy.corp:3128")),
            new Route("management.azure.com", Optional.of("proxy.corp:3128")));
    installation.serverAhead = Optional.of(Duration.ZERO);
    return installation.examined();
  }

  public static Examined unreachable() {
    Case installation = new Case();
    installation.reached = new Asked.Failed<>(Case.failure(Reason.KUBERNETES_UNAVAILABLE));
    return installation.examined();
  }
}
