package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalException;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// Signs in at Microsoft Entra as an app (OAuth's client credentials), with msal4j making the
/// request.
final class EntraSignIn implements SignIn {
  private final MsalWire wire;
  private final ConfidentialClientApplication app;
  private final ClientCredentialParameters parameters;
  private final Attempts attempts;
  private final Redaction redaction;
  private final EntraFailures failures;
  private final Unavailability unavailability;

  private EntraSignIn(
      AzureCloud cloud,
      App who,
      MsalWire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId) {
    String authority = cloud.authority(who.tenant());
    this.wire = wire;
    this.attempts = attempts;
    this.redaction = redaction;
    this.failures = new EntraFailures(authority, who.tenant(), who.clientId(), redaction);
    this.app = application(authority, who, wire, requestId);
    this.parameters =
        ClientCredentialParameters.builder(Set.of(cloud.scope()))
            // The issuer keeps the token itself, by its own clock.
            .skipCache(true)
            .build();
    this.unavailability = new Unavailability(Party.ENTRA, FAILED, URI.create(authority), redaction);
  }

  private record App(String tenant, String clientId, IClientCredential proof) {}

  static EntraSignIn with(
      ClientSecret secret,
      AzureCloud cloud,
      Wire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId) {
    if (secret.secret().isBlank()) {
      throw new Failure(
              Reason.CREDENTIAL_UNREADABLE,
              FAILED,
              "app " + secret.clientId(),
              "The client secret is empty.",
              "Give it with --client-secret or SP_SECRET.")
          .thrown();
    }
    redaction.learn(secret.secret());
    return new EntraSignIn(
        cloud,
        new App(
            secret.tenant(),
            secret.clientId(),
            ClientCredentialFactory.createFromSecret(secret.secret())),
        new MsalWire(wire),
        attempts,
        redaction,
        requestId);
  }

  static EntraSignIn with(
      ClientCertificate certificate,
      AzureCloud cloud,
      Wire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId) {
    Instant end = certificate.expiresAt();
    if (end.isBefore(attempts.clock().instant())) {
      // Not an error: the clock here may be the one that is wrong, and Entra knows.
      attempts
          .notices()
          .accept("The client certificate has expired at " + end + ", by this machine's clock.");
    }
    return new EntraSignIn(
        cloud,
        new App(
            certificate.tenant(),
            certificate.clientId(),
            ClientCredentialFactory.createFromCertificateChain(
                certificate.key(), certificate.chain())),
        new MsalWire(wire),
        attempts,
        redaction,
        requestId);
  }

  static EntraSignIn with(
      WorkloadIdentity identity,
      AzureCloud cloud,
      Wire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId) {
    Path file = identity.tokenFile();
    return new EntraSignIn(
        cloud,
        new App(
            identity.tenant(),
            identity.clientId(),
            ClientCredentialFactory.createFromCallback(() -> FederatedToken.read(file, redaction))),
        new MsalWire(wire),
        attempts,
        redaction,
        requestId);
  }

  private static ConfidentialClientApplication application(
      String authority, App who, MsalWire wire, String requestId) {
    try {
      // Stricter than what msal4j parses it with.
      URI address = URI.create(authority);
      return ConfidentialClientApplication.builder(who.clientId(), who.proof())
          .authority(address.toString())
          // The authority is given, not discovered: one request less, and none to the public cloud
          // from another one.
          .instanceDiscovery(false)
          .validateAuthority(false)
          .disableInternalRetries()
          .executorService(new CallingThread())
          .correlationId(requestId)
          .httpClient(wire)
          .build();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new Failure(
              Reason.OPTIONS_INVALID,
              SignIn.FAILED,
              authority,
              "Authority host and tenant make no address to sign in at: " + e.getMessage(),
              "Look at --authority-host (https) and --tenant (a GUID or a domain name).")
          .thrown();
    }
  }

  @Override
  public synchronized BearerToken signIn() {
    Attempts.Ending ending = attempts.make(Party.ENTRA, this::once);
    unavailability
        .of(ending)
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    return switch (ending.sent()) {
      case Answer answer -> token(answer);
      case Sent.Broken broken -> throw new IllegalStateException(broken.why());
    };
  }

  @Override
  public String where() {
    return unavailability.address().toString();
  }

  // A whole sign-in each time, so that an assertion is made, and a token file read, anew.
  private Sent once(int attempt) {
    wire.beginAttempt(attempt);
    try {
      app.acquireToken(parameters).join();
    } catch (CompletionException e) {
      if (wire.last().isEmpty()) {
        throw beforeRequest(e);
      }
      // Else the answer tells more than msal4j's exception.
    }
    return wire.last().orElseThrow();
  }

  private BearerToken token(Answer answer) {
    Optional<JsonNode> body = answer.object();
    if (!answer.ok()) {
      throw (EntraError.of(answer).present()
              ? failures.of(answer)
              : unavailability.unreadable(
                  answer, "It answered %d, not in Entra's form.".formatted(answer.status())))
          .thrown();
    }
    Optional<String> value = body.flatMap(it -> Json.text(it, "access_token"));
    // Entra always says it; an hour is its usual answer, so take less for granted.
    long lifetime = body.flatMap(it -> Json.number(it, "expires_in")).orElse(300L);
    value.ifPresent(redaction::learn);
    return value
        .flatMap(it -> BearerToken.of(it, answer.receivedAt().plusSeconds(lifetime)))
        .orElseThrow(
            () ->
                unavailability
                    .unreadable(answer, "It answered 200, but there is no token in the answer.")
                    .thrown());
  }

  private RotationFailed beforeRequest(CompletionException error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof RotationFailed failed) {
        return failed;
      }
    }
    // The key cannot sign, say. msal4j's message is about that; no body was read yet.
    Throwable cause = error.getCause() instanceof MsalException e ? e : error;
    return new RotationFailed(
        new Failure(
            Reason.CREDENTIAL_UNREADABLE,
            FAILED,
            unavailability.address().toString(),
            "The credential cannot be used: " + redaction.clean(String.valueOf(cause.getMessage())),
            "Look at the certificate or token file that was given."),
        error);
  }
}
