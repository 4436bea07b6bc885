package io.github.shgrotate.azure;

/// A service principal that proves itself by a secret.
public final class ClientSecret implements Credential {
  private final String tenant;
  private final String clientId;
  private final String secret;

  public ClientSecret(String tenant, String clientId, String secret) {
    this.tenant = tenant;
    this.clientId = clientId;
    this.secret = secret;
  }

  public String tenant() {
    return tenant;
  }

  public String clientId() {
    return clientId;
  }

  String secret() {
    return secret;
  }

  /// Tells whose it is, never the secret.
  @Override
  public String toString() {
    return "ClientSecret[tenant=" + tenant + ", clientId=" + clientId + "]";
  }
}
