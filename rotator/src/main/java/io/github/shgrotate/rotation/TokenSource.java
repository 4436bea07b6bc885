package io.github.shgrotate.rotation;

/// One way in which a container gets a setting `config.service.auth` or `config.service.auth.key`,
/// as its pod template says.
public sealed interface TokenSource {
  /// The container that reads it.
  String container();

  /// `env` with `secretKeyRef`: the portal's YAML and the Helm chart.
  ///
  /// @param variable the environment variable
  record SecretKey(String container, String variable, String secretName, String dataKey)
      implements TokenSource {}

  /// `envFrom` with `secretRef`: every data key becomes a variable, with the prefix before it. The
  /// article of 2026. Any Secret can be taken in this way, so this alone does not say that the
  /// token comes from it.
  record WholeSecret(String container, String secretName, String prefix) implements TokenSource {}

  /// A value written into the pod template itself. The value is not kept unless it is one of the
  /// known words that say how the gateway signs in.
  ///
  /// @param meaning what the value says
  record Literal(String container, String variable, Meaning meaning) implements TokenSource {}

  /// Some other source, such as a ConfigMap's key.
  record Elsewhere(String container, String variable, String what) implements TokenSource {}

  /// What a literal `config.service.auth` says.
  enum Meaning {
    /// `azureAdApp` or `workloadIdentity`: the gateway signs in with Entra and has no token at all.
    ENTRA,
    /// A token, or something that looks like one, in the template: no Secret can rotate it.
    TOKEN_IN_TEMPLATE,
    /// A word such as `key` or `GatewayToken`, which says that the token is in
    /// `config.service.auth.key`.
    KEY_ELSEWHERE
  }
}
