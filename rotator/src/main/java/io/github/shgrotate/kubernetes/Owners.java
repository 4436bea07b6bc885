package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out who else writes an object, by the marks that the common tools leave on what they
/// write.
///
/// Sources: the tools' documentation of their labels and annotations. A name in `managedFields`
/// shows who wrote, not who will again: it counts only where somebody applied the data from a file,
/// and nothing else tells who that is.
final class Owners {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String HELM =
      "create the Secret yourself and name it in the chart's values (secret.createSecret=false,"
          + " secret.existingSecretName)";
  private static final String GIT_OPS =
      "take the token out of what is synced: ignore differences of the Secret's data and of the"
          + " annotations";
  private static final String GENERATED =
      "give the token a Secret of its own that nobody else generates";

  private static final String KUBECTL =
      "take the token out of the file that is applied, and the old copy out of the Secret: kubectl"
          + " annotate secret NAME "
          + LAST_APPLIED
          + "-";

  /// Without the copy, which a server-side apply does not make.
  private static final String KUBECTL_SERVER_SIDE =
      "take the token out of the file that is applied: the next kubectl apply would bring the old"
          + " one back";

  private Owners() {}

  static List<Owner> ofSecret(JsonNode metadata) {
    List<Owner> all = new ArrayList<>(deployers(metadata));
    annotated(metadata, "reconcile.external-secrets.io/data-hash")
        .or(() -> labelled(metadata, "reconcile.external-secrets.io/managed"))
        .ifPresent(mark -> all.add(new Owner("External Secrets", mark, GENERATED)));
    controller(metadata, "ExternalSecret")
        .filter(_ -> all.stream().noneMatch(owner -> owner.tool().equals("External Secrets")))
        .ifPresent(mark -> all.add(new Owner("External Secrets", mark, GENERATED)));
    controller(metadata, "SealedSecret")
        .ifPresent(mark -> all.add(new Owner("Sealed Secrets", mark, GENERATED)));
    controller(metadata, "VaultStaticSecret")
        .or(() -> controller(metadata, "VaultDynamicSecret"))
        .ifPresent(mark -> all.add(new Owner("Vault Secrets Operator", mark, GENERATED)));
    copyOfKubectl(metadata).ifPresent(mark -> all.add(new Owner("kubectl apply", mark, KUBECTL)));
    if (all.isEmpty()) {
      applier(metadata).ifPresent(all::add);
    }
    return all;
  }

  static List<Owner> ofWorkload(JsonNode metadata) {
    // A chart keeps annotations of a pod template that it does not know; only a tool that syncs all
    // the time takes them away.
    return deployers(metadata).stream().filter(owner -> !owner.tool().equals("Helm")).toList();
  }

  private static List<Owner> deployers(JsonNode metadata) {
    List<Owner> all = new ArrayList<>();
    annotated(metadata, "meta.helm.sh/release-name")
        .filter(_ -> labelled(metadata, "app.kubernetes.io/managed-by", "Helm").isPresent())
        .ifPresent(mark -> all.add(new Owner("Helm", mark, HELM)));
    annotated(metadata, "argocd.argoproj.io/tracking-id")
        .or(() -> labelled(metadata, "argocd.argoproj.io/instance"))
        .ifPresent(mark -> all.add(new Owner("Argo CD", mark, GIT_OPS)));
    labelled(metadata, "kustomize.toolkit.fluxcd.io/name")
        .or(() -> labelled(metadata, "helm.toolkit.fluxcd.io/name"))
        .ifPresent(mark -> all.add(new Owner("Flux", mark, GIT_OPS)));
    return all;
  }

  /// What `kubectl apply` leaves behind: it holds the data of the file, so an old token too.
  private static Optional<String> copyOfKubectl(JsonNode metadata) {
    return Json.text(metadata.path("annotations"), LAST_APPLIED)
        .filter(copy -> copy.contains("\"data\"") || copy.contains("\"stringData\""))
        .map(_ -> "annotation " + LAST_APPLIED);
  }

  /// Whoever has applied data server-side and still owns it.
  private static Optional<Owner> applier(JsonNode metadata) {
    for (JsonNode entry : metadata.path("managedFields")) {
      String manager = entry.path("manager").asText();
      if (entry.path("operation").asText().equals("Apply")
          && entry.path("fieldsV1").has("f:data")
          && !manager.equals(Author.NAME)) {
        String mark = "server-side apply, in managedFields";
        return Optional.of(
            manager.equals("kubectl")
                ? new Owner("kubectl apply", mark, KUBECTL_SERVER_SIDE)
                : new Owner(manager, mark, GIT_OPS));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> annotated(JsonNode metadata, String name) {
    return Json.text(metadata.path("annotations"), name).map(_ -> "annotation " + name);
  }

  private static Optional<String> labelled(JsonNode metadata, String name) {
    return Json.text(metadata.path("labels"), name).map(_ -> "label " + name);
  }

  private static Optional<String> labelled(JsonNode metadata, String name, String value) {
    return Json.text(metadata.path("labels"), name).filter(value::equals);
  }

  private static Optional<String> controller(JsonNode metadata, String kind) {
    for (JsonNode owner : metadata.path("ownerReferences")) {
      if (owner.path("kind").asText().equals(kind)) {
        return Optional.of("owner %s/%s".formatted(kind, owner.path("name").asText()));
      }
    }
    return Optional.empty();
  }
}
