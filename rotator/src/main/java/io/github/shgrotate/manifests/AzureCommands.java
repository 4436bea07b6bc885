package io.github.shgrotate.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The half of the installation that is in Azure, as commands in a comment.
final class AzureCommands {
  private AzureCommands() {}

  static String comment(Installation installation) {
    List<String> lines = new ArrayList<>();
    lines.add("Made by apim-shg-rotate manifests. What it needs in Azure, once:");
    lines.add(
        "  az role definition create --role-definition "
            + ShellWord.of(AzureRole.json(installation).replaceAll("\\n *", "")));
    lines.add(
        "  # A role's name stands once in a tenant. If there is one"
            + " (RoleDefinitionWithSameNameExists), add to its");
    lines.add("  # assignableScopes the resource groups above that are not among them:");
    lines.add(
        "  #   az role definition list --name %s --custom-role-only --query \"[0]\" > role.json"
            .formatted(ShellWord.of(AzureRole.name(installation))));
    lines.add("  #   az role definition update --role-definition role.json");
    lines.addAll(federation(installation));
    for (String scope : scopes(installation)) {
      lines.add(
          "  az role assignment create --assignee-object-id %s --assignee-principal-type ServicePrincipal --role %s --scope %s"
              .formatted(
                  principal(installation),
                  ShellWord.of(AzureRole.name(installation)),
                  ShellWord.of(scope)));
    }
    return lines.stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
  }

  private static List<String> federation(Installation installation) {
    return installation.signIn() instanceof PodSignIn.WorkloadIdentity
        ? List.of(
            "  az identity federated-credential create --name %s --identity-name IDENTITY --resource-group GROUP \\"
                .formatted(installation.name()),
            "    --issuer ISSUER --subject system:serviceaccount:%s:%s --audiences api://AzureADTokenExchange"
                .formatted(installation.namespace(), installation.serviceAccount()))
        : List.of();
  }

  /// With the object id and its type, ARM takes also a principal that was just made and that not
  /// all of the directory knows yet.
  private static String principal(Installation installation) {
    return clientId(installation)
        .map(id -> "\"$(az ad sp show --id %s --query id --output tsv)\"".formatted(id))
        .orElse("PRINCIPAL_ID");
  }

  private static Optional<String> clientId(Installation installation) {
    return switch (installation.signIn()) {
      case PodSignIn.ClientSecret its -> Optional.of(its.clientId());
      case PodSignIn.CredentialFile its -> Optional.of(its.clientId());
      case PodSignIn.WorkloadIdentity its -> Optional.of(its.clientId());
      case PodSignIn.ManagedIdentity its -> its.clientId();
    };
  }

  private static List<String> scopes(Installation installation) {
    return installation.rotations().stream()
        .map(rotation -> rotation.gateway().resourceId())
        .distinct()
        .toList();
  }
}
