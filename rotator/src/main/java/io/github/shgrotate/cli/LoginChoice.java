package io.github.shgrotate.cli;

import java.util.Optional;

/// Which way of signing in is meant.
///
/// @param because what decided it, to stand behind a colon
record LoginChoice(Login login, String because) {
  /// With `auto`, what the surroundings offer: a secret, then a federated token, then the identity
  /// of a pod's node; on anybody's own machine Azure CLI, where it is installed.
  static LoginChoice of(Login asked, Given given, Surroundings surroundings) {
    if (asked != Login.AUTO) {
      return new LoginChoice(asked, "as %s says".formatted(Option.LOGIN_METHOD.named()));
    }
    Optional<Option> secret =
        given.text(Option.CLIENT_SECRET).isPresent()
            ? Optional.of(Option.CLIENT_SECRET)
            : given.text(Option.CLIENT_SECRET_FILE).map(_ -> Option.CLIENT_SECRET_FILE);
    if (secret.isPresent()) {
      return chosen(Login.SERVICE_PRINCIPAL, secret.get().named() + " is given");
    }
    if (given.text(Option.FEDERATED_TOKEN_FILE).isPresent()) {
      return chosen(
          Login.WORKLOAD_IDENTITY, Option.FEDERATED_TOKEN_FILE.named() + " is set for this pod");
    }
    if (surroundings.environment().containsKey("KUBERNETES_SERVICE_HOST")) {
      return chosen(
          Login.IDENTITY, "this is a pod, with neither a client secret nor a federated token");
    }
    return surroundings.finds("az")
        ? chosen(Login.AZURE_CLI, "no client secret is given, and Azure CLI is installed here")
        : chosen(
            Login.IDENTITY,
            "no client secret is given, and there is neither a federated token nor Azure CLI");
  }

  private static LoginChoice chosen(Login login, String because) {
    return new LoginChoice(login, "chosen by auto, as " + because);
  }
}
