package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/// Asks the machine's metadata endpoint (IMDS). Not by msal4j, which reads the environment itself,
/// waits by itself and quotes whole answers in its exceptions.
final class ManagedIdentitySignIn implements SignIn {
  private static final String PATH = "/metadata/identity/oauth2/token?api-version=2018-02-01";
  // It answers from the same machine, or not at all.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ManagedIdentity identity;
  private final URI address;
  private final Wire wire;
  private final Attempts attempts;
  private final Redaction redaction;
  private final Unavailability unavailability;
  private final String requestId;

  ManagedIdentitySignIn(
      ManagedIdentity identity,
      AzureCloud cloud,
      Wire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId) {
    this.identity = identity;
    this.address =
        URI.create(
            AzureCloud.withoutSlash(identity.host().toString())
                + PATH
                + "&resource="
                + UrlText.encode(cloud.armAudience())
                + identity.clientId().map(id -> "&client_id=" + UrlText.encode(id)).orElse(""));
    this.wire = wire;
    this.attempts = attempts;
    this.redaction = redaction;
    this.unavailability = new Unavailability(Party.IMDS, FAILED, identity.host(), redaction);
    this.requestId = requestId;
  }

  @Override
  public BearerToken signIn() {
    Attempts.Ending ending =
        attempts.make(Party.IMDS, attempt -> wire.send(request(), TIMEOUT, attempt));
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
    return identity.host().toString();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address)
        .header("Metadata", "true")
        .header("x-ms-client-request-id", requestId);
  }

  private BearerToken token(Answer answer) {
    if (!answer.ok()) {
      throw (EntraError.of(answer).present()
              ? refused(answer)
              : unavailability.unreadable(
                  answer, "It answered %d, not in the form of IMDS.".formatted(answer.status())))
          .thrown();
    }
    Optional<JsonNode> body = answer.object();
    Optional<String> value = body.flatMap(it -> Json.text(it, "access_token"));
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

  private Failure refused(Answer answer) {
    EntraError error = EntraError.of(answer);
    String words =
        error
            .sentence()
            .or(error::error)
            .map(it -> " IMDS says: " + redaction.clean(it))
            .orElse("");
    return new Failure(
        Reason.SIGN_IN_REFUSED,
        FAILED,
        identity.host().toString(),
        identity
                .clientId()
                .map(id -> "This machine has no managed identity with client id " + id + ".")
                .orElse("This machine has no managed identity, or several.")
            + words,
        identity.clientId().isPresent()
            ? "Assign that identity to the machine, or give the client id of one that is"
                + " (--client-id)."
            : "Assign one to the machine, or say which with --client-id.",
        EntraFailures.ids(answer));
  }
}
