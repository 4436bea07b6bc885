package io.github.shgrotate.manifests;

import java.util.ArrayList;
import java.util.List;
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
    lines.addAll(federation(installation));
    for (String scope : scopes(installation)) {
      lines.add(
          "  az role assignment create --assignee %s --role %s --scope %s"
              .formatted(
                  assignee(installation),
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

  private static String assignee(Installation installation) {
    return switch (installation.signIn()) {
      case PodSignIn.ClientSecret its -> its.clientId();
      case PodSignIn.CredentialFile its -> its.clientId();
      case PodSignIn.WorkloadIdentity its -> its.clientId();
      case PodSignIn.ManagedIdentity its -> its.clientId().orElse("IDENTITY");
    };
  }

  private static List<String> scopes(Installation installation) {
    return installation.rotations().stream()
        .map(rotation -> rotation.gateway().resourceId())
        .distinct()
        .toList();
  }
}
