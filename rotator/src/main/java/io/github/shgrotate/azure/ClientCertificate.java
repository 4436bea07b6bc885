package io.github.shgrotate.azure;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A service principal that proves itself by a certificate and its private key.
public final class ClientCertificate implements Credential {
  private final String tenant;
  private final String clientId;
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  /// @param key an RSA key
  /// @param chain the key's own certificate first, then those that signed it
  public ClientCertificate(
      String tenant, String clientId, PrivateKey key, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a client certificate needs a certificate");
    }
    this.tenant = tenant;
    this.clientId = clientId;
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /// Reads key and certificates from a PEM file (key in PKCS#8 or PKCS#1 form, also encrypted
  /// PKCS#8; certificates in any order) or a PFX (PKCS#12) file.
  ///
  /// @param password of a PFX or of an encrypted key; empty counts as an empty password
  /// @throws io.github.shgrotate.rotation.RotationFailed with
  ///   [io.github.shgrotate.rotation.Reason#CREDENTIAL_UNREADABLE], naming the file and never the
  ///   password
  public static ClientCertificate read(
      String tenant, String clientId, Path file, Optional<char[]> password) {
    KeyFile read = KeyFile.read(file, password);
    return new ClientCertificate(tenant, clientId, read.key(), read.chain());
  }

  public String tenant() {
    return tenant;
  }

  public String clientId() {
    return clientId;
  }

  /// When the certificate ends.
  public Instant expiresAt() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  PrivateKey key() {
    return key;
  }

  List<X509Certificate> chain() {
    return chain;
  }

  /// Tells whose it is, never the key.
  @Override
  public String toString() {
    return "ClientCertificate[tenant=" + tenant + ", clientId=" + clientId + "]";
  }
}
