package io.github.shgrotate.sandbox.azure;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An application registration with its service principal, and what it may sign in with.
public final class Application extends Principal {
  private final List<ClientSecret> secrets = new CopyOnWriteArrayList<>();
  private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();
  private final List<FederatedCredential> federated = new CopyOnWriteArrayList<>();

  Application(Tenant tenant, String clientId, String objectId) {
    super(tenant, clientId, objectId);
  }

  /// A client secret without an end.
  public Application withSecret(String value) {
    return withSecret(value, Instant.MAX);
  }

  /// A client secret that Entra refuses from then on.
  public Application withSecret(String value, Instant expires) {
    secrets.add(new ClientSecret(value, expires));
    return this;
  }

  public Application withCertificate(X509Certificate certificate) {
    certificates.add(certificate);
    return this;
  }

  /// Trusts tokens of another issuer, as workload identity does. The issuer must be known to the
  /// directory, see [Directory#issuer(String)].
  public Application withFederatedCredential(String issuer, String subject, String audience) {
    federated.add(new FederatedCredential(issuer, subject, audience, tenant().effectiveFrom()));
    return this;
  }

  /// Removes all secrets, certificates and federated credentials.
  public Application withoutCredentials() {
    secrets.clear();
    certificates.clear();
    federated.clear();
    return this;
  }

  @Override
  public Application grant(String scope, String... actions) {
    addRole(scope, actions);
    return this;
  }

  List<ClientSecret> secrets() {
    return secrets;
  }

  List<X509Certificate> certificates() {
    return certificates;
  }

  List<FederatedCredential> federatedCredentials() {
    return federated;
  }
}
