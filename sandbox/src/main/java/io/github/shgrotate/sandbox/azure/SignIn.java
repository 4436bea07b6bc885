package io.github.shgrotate.sandbox.azure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Decides whether an application or identity is who it says.
final class SignIn {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  // Entra allows clocks to differ by five minutes.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Directory directory;
  private final Clock clock;

  SignIn(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  Principal authenticate(String tenantId, TokenRequest request) throws EntraRefused {
    String grant = request.required("grant_type");
    if (!grant.equals("client_credentials")) {
      throw new EntraRefused(EntraFailure.UNSUPPORTED_GRANT, grant);
    }
    String clientId = request.required("client_id");
    Tenant tenant =
        directory
            .find(tenantId)
            .orElseThrow(() -> new EntraRefused(EntraFailure.UNKNOWN_TENANT, tenantId));
    Principal principal =
        tenant
            .find(clientId)
            .orElseThrow(
                () ->
                    new EntraRefused(EntraFailure.UNKNOWN_APPLICATION, clientId, "Sandbox tenant"));
    Optional<String> assertion = request.field("client_assertion");
    if (assertion.isPresent()) {
      String type = request.required("client_assertion_type");
      Jwt jwt =
          Optional.of(type)
              .filter(JWT_BEARER::equals)
              .flatMap(_ -> Jwt.parse(assertion.get()))
              .orElseThrow(() -> new EntraRefused(EntraFailure.MALFORMED_ASSERTION));
      checkAssertion(principal, jwt, request);
    } else {
      checkSecret(
          principal,
          request
              .field("client_secret")
              .orElseThrow(() -> new EntraRefused(EntraFailure.MISSING_CREDENTIAL)));
    }
    return principal;
  }

  private void checkSecret(Principal principal, String offered) throws EntraRefused {
    List<ClientSecret> equal =
        principal.secrets().stream().filter(secret -> secret.is(offered)).toList();
    if (equal.isEmpty()) {
      throw new EntraRefused(EntraFailure.WRONG_SECRET, principal.clientId());
    }
    if (equal.stream().allMatch(secret -> secret.expiredAt(clock.instant()))) {
      throw new EntraRefused(EntraFailure.EXPIRED_SECRET, principal.clientId());
    }
  }

  private void checkAssertion(Principal principal, Jwt jwt, TokenRequest request)
      throws EntraRefused {
    boolean own = jwt.claim("iss").filter(principal.clientId()::equalsIgnoreCase).isPresent();
    if (own) {
      checkCertificate(principal, jwt);
      if (jwt.claim("sub").filter(principal.clientId()::equalsIgnoreCase).isEmpty()) {
        throw new EntraRefused(EntraFailure.ASSERTION_OF_ANOTHER_CLIENT);
      }
      if (jwt.audiences().stream().noneMatch(aud -> isThisTenant(aud, principal, request))) {
        throw new EntraRefused(EntraFailure.ASSERTION_FOR_ANOTHER_AUDIENCE);
      }
      checkTime(jwt);
    } else {
      checkFederated(principal, jwt);
    }
  }

  private void checkCertificate(Principal principal, Jwt jwt) throws EntraRefused {
    String named =
        jwt.header("x5t#S256").or(() -> jwt.header("x5t")).or(() -> jwt.header("kid")).orElse("");
    X509Certificate certificate =
        principal.certificates().stream()
            .filter(candidate -> isNamed(candidate, jwt))
            .findFirst()
            .orElseThrow(
                () ->
                    new EntraRefused(
                        EntraFailure.UNKNOWN_CERTIFICATE, "The key was not found.", named));
    if (!jwt.isSignedBy(certificate.getPublicKey())) {
      throw new EntraRefused(
          EntraFailure.UNKNOWN_CERTIFICATE, "The key does not verify the signature.", named);
    }
    if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw new EntraRefused(EntraFailure.UNKNOWN_CERTIFICATE, "The key used is expired.", named);
    }
  }

  private void checkFederated(Principal principal, Jwt jwt) throws EntraRefused {
    boolean matches =
        principal.federatedCredentials().stream()
            .anyMatch(credential -> credential.matches(jwt, clock.instant()));
    Optional<FederatedIssuer> issuer = jwt.claim("iss").flatMap(directory::findIssuer);
    if (!matches || issuer.isEmpty()) {
      throw new EntraRefused(
          EntraFailure.NO_FEDERATED_CREDENTIAL,
          jwt.claim("iss").orElse(""),
          jwt.claim("sub").orElse(""),
          String.join(",", jwt.audiences()));
    }
    if (!issuer.get().signed(jwt)) {
      throw new EntraRefused(EntraFailure.BAD_FEDERATED_SIGNATURE, "The key was not found.");
    }
    checkTime(jwt);
  }

  private void checkTime(Jwt jwt) throws EntraRefused {
    Instant now = clock.instant();
    Instant from = jwt.time("nbf").orElse(Instant.EPOCH);
    Instant until = jwt.time("exp").orElse(Instant.EPOCH);
    if (now.plus(SKEW).isBefore(from) || now.minus(SKEW).isAfter(until)) {
      throw new EntraRefused(EntraFailure.ASSERTION_OUT_OF_TIME, now, from, until);
    }
  }

  private static boolean isThisTenant(String audience, Principal principal, TokenRequest request) {
    String realm = request.authority() + "/" + principal.tenantId();
    return List.of(
            realm,
            realm + "/",
            realm + "/v2.0",
            realm + "/oauth2/v2.0/token",
            realm + "/oauth2/token")
        .contains(audience);
  }

  private static boolean isNamed(X509Certificate certificate, Jwt jwt) {
    byte[] sha1 = digest("SHA-1", certificate);
    byte[] sha256 = digest("SHA-256", certificate);
    var base64 = Base64.getUrlEncoder().withoutPadding();
    return thumbprint(jwt, "x5t#S256").filter(base64.encodeToString(sha256)::equals).isPresent()
        || thumbprint(jwt, "x5t").filter(base64.encodeToString(sha1)::equals).isPresent()
        || jwt.header("kid").filter(HexFormat.of().formatHex(sha1)::equalsIgnoreCase).isPresent();
  }

  /// The standard wants base64url without padding. MSAL for Python, and so the Azure CLI, pads it;
  /// MSAL for Java writes plain Base64; Entra takes them all.
  private static Optional<String> thumbprint(Jwt jwt, String header) {
    return jwt.header(header)
        .map(value -> value.replace("=", "").replace('+', '-').replace('/', '_'));
  }

  private static byte[] digest(String algorithm, X509Certificate certificate) {
    try {
      return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
