package io.github.shgrotate.cli;

import io.github.shgrotate.azure.AzureCli;
import io.github.shgrotate.azure.ClientCertificate;
import io.github.shgrotate.azure.ClientSecret;
import io.github.shgrotate.azure.Credential;
import io.github.shgrotate.azure.ManagedIdentity;
import io.github.shgrotate.azure.WorkloadIdentity;
import io.github.shgrotate.network.FileTrouble;
import io.github.shgrotate.network.PemBlock;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Turns the way of signing in that was asked for into a credential, which reads the files it
/// names.
final class Credentials {
  private static final String IMDS_HOST = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

  private Credentials() {}

  static Credential of(SignIn signIn, Map<String, String> environment) {
    return switch (signIn) {
      case SignIn.ServicePrincipal principal -> servicePrincipal(principal);
      case SignIn.WorkloadIdentity(String tenant, String clientId, Path tokenFile) ->
          new WorkloadIdentity(tenant, clientId, tokenFile);
      case SignIn.ManagedIdentity(var clientId) -> managedIdentity(clientId, environment);
      case SignIn.AzureCli(var tenant) -> new AzureCli(tenant);
    };
  }

  private static Credential managedIdentity(
      Optional<String> clientId, Map<String, String> environment) {
    String host = environment.getOrDefault(IMDS_HOST, "");
    try {
      return host.isEmpty()
          ? new ManagedIdentity(clientId)
          : new ManagedIdentity(clientId, URI.create(host));
    } catch (IllegalArgumentException e) {
      throw unreadable(IMDS_HOST, "it is no address", "correct it or leave it out");
    }
  }

  private static Credential servicePrincipal(SignIn.ServicePrincipal principal) {
    Optional<Path> certificate = namedBySecret(principal.secret());
    if (certificate.isPresent()) {
      return certificate(principal, certificate.get());
    }
    if (principal.file().isEmpty()) {
      return new ClientSecret(principal.tenant(), principal.clientId(), principal.secret());
    }
    Path file = principal.file().get();
    return secretIn(file)
        .<Credential>map(
            secret -> new ClientSecret(principal.tenant(), principal.clientId(), secret))
        .orElseGet(() -> certificate(principal, file));
  }

  private static Credential certificate(SignIn.ServicePrincipal principal, Path file) {
    return ClientCertificate.read(
        principal.tenant(),
        principal.clientId(),
        file,
        principal.certificatePassword().map(String::toCharArray));
  }

  /// As in the script, the secret may be the path of a certificate.
  private static Optional<Path> namedBySecret(String secret) {
    boolean looksLikeCertificate = secret.matches("[./~].*\\.(pem|pfx|p12|crt|cer|key)");
    try {
      Path file = Path.of(secret);
      return !secret.isEmpty() && (looksLikeCertificate || Files.isRegularFile(file))
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// The secret that a file holds; empty when the file is a certificate.
  private static Optional<String> secretIn(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw unreadable(file.toString(), "it is empty", "put the secret or the certificate there");
      }
      // PFX is DER, a long SEQUENCE; PEM says so itself.
      boolean certificate =
          (bytes[0] == 0x30 && bytes.length > 1 && bytes[1] < 0) || PemBlock.isIn(text);
      return certificate ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException e) {
      // Then it may be no path at all, but the secret itself.
      throw unreadable(
          Option.CLIENT_SECRET_FILE.named(),
          "there is no such file (not shown, as it may be secret)",
          "give the path of the file; a secret itself belongs into "
              + Option.CLIENT_SECRET.variables().getFirst());
    } catch (IOException e) {
      throw unreadable(file.toString(), FileTrouble.words(e), "check the path and its permissions");
    }
  }

  private static RuntimeException unreadable(String where, String why, String next) {
    return new Failure(
            Reason.CREDENTIAL_UNREADABLE, "The credential cannot be read", where, why, next)
        .thrown();
  }
}
