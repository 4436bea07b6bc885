package io.github.shgrotate.sandbox.azure;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// An application registration with its service principal, and what it may sign in with.
public final class Application extends Principal {
  private final String displayName;
  private final AtomicBoolean present;
  private final List<ClientSecret> secrets = new CopyOnWriteArrayList<>();
  private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();
  private final Set<String> graphPermissions = new ConcurrentSkipListSet<>();

  /// @param present whether it has a service principal from the start, without which it cannot sign
  ///   in and has no roles
  Application(
      Tenant tenant, String clientId, String objectId, String displayName, boolean present) {
    super(tenant, clientId, objectId);
    this.displayName = displayName;
    this.present = new AtomicBoolean(present);
  }

  /// A client secret without an end.
  public Application withSecret(String value) {
    return withSecret(value, Instant.MAX);
  }

  /// A client secret that Entra refuses from then on.
  public Application withSecret(String value, Instant expires) {
    addSecret(idOf("secret " + secrets.size()), "", value, expires);
    return this;
  }

  public Application withCertificate(X509Certificate certificate) {
    certificates.add(certificate);
    return this;
  }

  /// Trusts tokens of another issuer, as workload identity does. The issuer must be known to the
  /// directory, see [Directory#issuer(String)].
  public Application withFederatedCredential(String issuer, String subject, String audience) {
    String name = "credential-" + (federatedCredentials().size() + 1);
    trust(new FederatedCredential(name, issuer, subject, audience, tenant().effectiveFrom()));
    return this;
  }

  /// Lets it ask Microsoft Graph, by the names of Graph's application permissions:
  /// `Application.ReadWrite.All`, `Directory.Read.All`.
  public Application withGraphPermissions(String... names) {
    graphPermissions.addAll(List.of(names));
    return this;
  }

  /// Removes all secrets, certificates and federated credentials.
  public Application withoutCredentials() {
    secrets.clear();
    certificates.clear();
    federatedCredentials().clear();
    return this;
  }

  @Override
  public Application grant(String scope, String... actions) {
    addRole(scope, actions);
    return this;
  }

  @Override
  String displayName() {
    return displayName;
  }

  /// The id of the registration, which is another one than its service principal's.
  String registrationId() {
    return idOf("registration");
  }

  boolean hasServicePrincipal() {
    return present.get();
  }

  /// Makes its service principal, unless it has one.
  boolean addServicePrincipal() {
    return present.compareAndSet(false, true);
  }

  boolean mayAskGraph(List<String> anyOf) {
    return anyOf.stream().anyMatch(graphPermissions::contains);
  }

  ClientSecret addSecret(String keyId, String name, String value, Instant expires) {
    ClientSecret secret = new ClientSecret(keyId, name, value, expires);
    secrets.add(secret);
    return secret;
  }

  boolean removeSecret(String keyId) {
    return secrets.removeIf(secret -> secret.keyId().equalsIgnoreCase(keyId));
  }

  @Override
  List<ClientSecret> secrets() {
    return secrets;
  }

  @Override
  List<X509Certificate> certificates() {
    return certificates;
  }
}
