package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Gateways and their tokens from Azure Resource Manager. Signs in when it is first asked, and
/// again when that has run out. Any number of threads may use it at once.
public final class AzureTokenIssuer implements TokenIssuer, AutoCloseable {
  private static final String GATEWAY_TYPE = "Microsoft.ApiManagement/service/gateways";
  private static final String SCHEME = "GatewayKey ";
  // Long enough for many rotations that run at once to fail with one request instead of one each.
  private static final Duration REFUSAL_STANDS = Duration.ofMinutes(1);

  private final AzureCloud cloud;
  private final String apiVersion;
  private final String assignee;
  private final SignIn signIn;
  private final Wire wire;
  private final Attempts attempts;
  private final ArmPace pace;
  private final Redaction redaction;
  private final String requestId;
  private final Consumer<String> debug;
  private Optional<BearerToken> bearer = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();

  /// A sign-in that has failed, with all its repetitions.
  private record Refusal(Failure failure, Instant at) {}

  private AzureTokenIssuer(
      AzureCloud cloud,
      String apiVersion,
      String assignee,
      SignIn signIn,
      Wire wire,
      Attempts attempts,
      Redaction redaction,
      String requestId,
      Consumer<String> debug) {
    this.cloud = cloud;
    this.apiVersion = apiVersion;
    this.assignee = assignee;
    this.signIn = signIn;
    this.wire = wire;
    this.attempts = attempts;
    this.pace = new ArmPace(attempts.clock(), attempts.pause());
    this.redaction = redaction;
    this.requestId = requestId;
    this.debug = debug;
  }

  /// Makes ready; nobody is asked yet.
  ///
  /// @param armApiVersion ARM's `api-version`, such as `2024-05-01`
  /// @param retries for Entra and ARM; the managed identity endpoint has Microsoft's own
  /// @param notices told of what the user should see in any case: each repeated attempt
  /// @param debug told of each request; no line holds a secret
  /// @throws RotationFailed when the CA file cannot be used, or authority and tenant make no
  ///   address
  public static AzureTokenIssuer open(
      AzureCloud cloud,
      Credential credential,
      Network connection,
      String armApiVersion,
      RetryPolicy retries,
      Clock clock,
      Pause pause,
      Consumer<String> notices,
      Consumer<String> debug) {
    RandomGenerator random = new Random();
    return open(
        cloud,
        credential,
        connection,
        armApiVersion,
        retries,
        clock,
        pause,
        random,
        notices,
        debug);
  }

  /// The same with randomness of one's own, which makes request ids and jitter repeatable.
  static AzureTokenIssuer open(
      AzureCloud cloud,
      Credential credential,
      Network connection,
      String armApiVersion,
      RetryPolicy retries,
      Clock clock,
      Pause pause,
      RandomGenerator random,
      Consumer<String> notices,
      Consumer<String> debug) {
    Redaction redaction = new Redaction();
    Attempts attempts = new Attempts(retries, clock, pause, random::nextDouble, notices);
    String requestId = uuid(random);
    Wire wire = Wire.open(withImdsDirect(connection, credential), clock, debug);
    try {
      SignIn signIn =
          switch (credential) {
            case ClientSecret it ->
                EntraSignIn.with(it, cloud, wire, attempts, redaction, requestId);
            case ClientCertificate it ->
                EntraSignIn.with(it, cloud, wire, attempts, redaction, requestId);
            case WorkloadIdentity it ->
                EntraSignIn.with(it, cloud, wire, attempts, redaction, requestId);
            case ManagedIdentity it ->
                new ManagedIdentitySignIn(
                    it,
                    cloud,
                    wire,
                    new Attempts(
                        RetryPolicy.MANAGED_IDENTITY, clock, pause, random::nextDouble, notices),
                    redaction,
                    requestId);
            case AzureCli it -> new AzureCliSignIn(it, cloud, clock, debug, redaction);
          };
      return new AzureTokenIssuer(
          cloud,
          armApiVersion,
          assignee(credential),
          signIn,
          wire,
          attempts,
          redaction,
          requestId,
          debug);
    } catch (RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  @Override
  public GatewayFacts gateway(Gateway gateway) {
    ArmFailures failures = failures(ArmOperation.READ_GATEWAY, gateway);
    Answer answer = ask(ArmOperation.READ_GATEWAY, gateway, Optional.empty());
    JsonNode body =
        answer
            .object()
            .orElseThrow(
                () -> failures.unreadable(answer, "It answered 200, but no JSON object.").thrown());
    requireSame(failures, answer, body, "type", GATEWAY_TYPE);
    requireSame(failures, answer, body, "name", gateway.name());
    Optional<Instant> date = answer.date();
    if (date.isEmpty()) {
      debug.accept("ARM's answer has no date that can be read: this machine's clock is used.");
    }
    return new GatewayFacts(
        date.orElse(answer.receivedAt()), answer.localClockAhead().orElse(Duration.ZERO));
  }

  @Override
  public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
    if (!expiry.equals(expiry.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("an expiry is a whole minute: " + expiry);
    }
    ArmFailures failures = failures(ArmOperation.GENERATE_TOKEN, gateway);
    String body = "{\"keyType\":\"%s\",\"expiry\":\"%s\"}".formatted(key.wireName(), expiry);
    Answer answer = ask(ArmOperation.GENERATE_TOKEN, gateway, Optional.of(body));
    JsonNode object =
        answer
            .object()
            .orElseThrow(
                () -> failures.unreadable(answer, "It answered 200, but no JSON object.").thrown());
    String value =
        Json.text(object, "value")
            .orElseThrow(
                () ->
                    failures
                        .tokenRejected(answer, "Azure's answer holds no token (value).")
                        .thrown());
    // The API answers the token without this word. If that ever changes, so may the rest: better
    // no new token than one that is understood half.
    if (value.startsWith(SCHEME)) {
      throw failures
          .tokenRejected(answer, "Azure's token begins with \"GatewayKey\" already.")
          .thrown();
    }
    try {
      return GatewayToken.parse(value);
    } catch (GatewayToken.Malformed e) {
      throw failures.tokenRejected(answer, "Azure's token is none: " + e.why() + ".").thrown();
    }
  }

  @Override
  public Optional<KeySlot> signer(Gateway gateway, TokenFacts token) {
    Answer answer = ask(ArmOperation.LIST_KEYS, gateway, Optional.empty());
    ArmFailures failures = failures(ArmOperation.LIST_KEYS, gateway);
    JsonNode keys =
        answer
            .object()
            .orElseThrow(
                () -> failures.unreadable(answer, "It answered 200, but no JSON object.").thrown());
    for (KeySlot slot : KeySlot.values()) {
      String key =
          Json.text(keys, slot.wireName())
              .orElseThrow(
                  () ->
                      failures
                          .unreadable(
                              answer, "Its answer holds no %s key.".formatted(slot.wireName()))
                          .thrown());
      if (GatewaySignature.isOf(key, token)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  @Override
  public void regenerate(Gateway gateway, KeySlot key) {
    ask(
        ArmOperation.REGENERATE_KEY,
        gateway,
        Optional.of("{\"keyType\":\"%s\"}".formatted(key.wireName())));
  }

  /// Signs in, unless it has.
  ///
  /// @return where
  String signInNow() {
    signIn();
    return signIn.where();
  }

  /// Whom a role has to be given to, as `az` takes it.
  String assignee() {
    return assignee;
  }

  /// The caller's own permissions on the gateway, as Azure lists them: one entry for each role.
  JsonNode permissions(Gateway gateway) {
    ArmFailures failures = failures(ArmOperation.LIST_PERMISSIONS, gateway);
    Answer answer = ask(ArmOperation.LIST_PERMISSIONS, gateway, Optional.empty());
    JsonNode body =
        answer
            .object()
            .filter(it -> it.path("value").isArray())
            .orElseThrow(
                () -> failures.unreadable(answer, "It answered 200, but no list.").thrown());
    // What stands on a page that was not read may allow what is not on this one.
    if (Json.text(body, "nextLink").isPresent()) {
      throw failures.unreadable(answer, "It answered the first of several pages.").thrown();
    }
    return body.path("value");
  }

  /// How many requests are held back at this moment, so that ARM's limits are kept.
  public int heldBack() {
    return pace.waiting();
  }

  /// The least time in which Azure makes so many tokens more, as its limits are published.
  public Duration leastTime(int tokens) {
    return pace.leastTime(tokens);
  }

  /// Signs in now, and not with the first request: for those who would rather know before they
  /// begin.
  ///
  /// @throws RotationFailed when that is refused or cannot be done
  public void signIn() {
    if (kept().isEmpty()) {
      tokenOtherThan(Optional.empty());
    }
  }

  /// Ends the connections.
  @Override
  public void close() {
    wire.close();
  }

  private Answer ask(ArmOperation operation, Gateway gateway, Optional<String> body) {
    Optional<BearerToken> kept = kept();
    BearerToken token = kept.orElseGet(() -> tokenOtherThan(kept));
    Answer answer = ask(operation, gateway, body, token);
    if (answer.status() == 401 && (kept.isPresent() || saysExpired(answer))) {
      debug.accept("ARM does not accept the bearer token any more: signing in once more.");
      answer = ask(operation, gateway, body, tokenOtherThan(Optional.of(token)));
    }
    if (!answer.ok()) {
      throw failures(operation, gateway).of(answer).thrown();
    }
    return answer;
  }

  private static boolean saysExpired(Answer answer) {
    return ArmError.of(answer).code().equals(Optional.of("ExpiredAuthenticationToken"));
  }

  private Answer ask(
      ArmOperation operation, Gateway gateway, Optional<String> body, BearerToken token) {
    URI address =
        URI.create(
            AzureCloud.withoutSlash(cloud.armEndpoint().toString())
                + operation.path(gateway)
                + "?api-version="
                + UrlText.encode(operation.apiVersion().orElse(apiVersion)));
    Attempts.Ending ending =
        attempts.make(
            Party.ARM,
            () -> pace.awaitTurn(gateway.subscriptionId(), operation),
            attempt ->
                pace.send(
                    gateway.subscriptionId(),
                    operation,
                    () ->
                        wire.send(
                            request(operation, address, body, token), Wire.TIMEOUT, attempt)));
    Optional<Failure> unavailable =
        new Unavailability(Party.ARM, operation.failed(), cloud.armEndpoint(), redaction)
            .of(ending);
    if (unavailable.isPresent()) {
      throw unavailable.get().thrown();
    }
    return switch (ending.sent()) {
      case Answer answer -> answer;
      case Sent.Broken broken -> throw new IllegalStateException(broken.why());
    };
  }

  private HttpRequest.Builder request(
      ArmOperation operation, URI address, Optional<String> body, BearerToken token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                operation.method(),
                body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody))
            .header("Authorization", token.header())
            .header("Accept", "application/json")
            .header("x-ms-client-request-id", requestId);
    return body.isPresent() ? request.header("Content-Type", "application/json") : request;
  }

  // Version 4, from randomness that a test can repeat.
  private static String uuid(RandomGenerator random) {
    return new UUID(
            (random.nextLong() & ~0xf000L) | 0x4000L,
            (random.nextLong() & ~(3L << 62)) | (1L << 63))
        .toString();
  }

  private synchronized Optional<BearerToken> kept() {
    return bearer.filter(it -> it.goodAt(attempts.clock().instant()));
  }

  // When several rotations run at once, one of them signs in for all.
  private synchronized BearerToken tokenOtherThan(Optional<BearerToken> refused) {
    BearerToken token =
        kept().filter(it -> refused.isEmpty() || it != refused.get()).orElseGet(this::signedIn);
    bearer = Optional.of(token);
    return token;
  }

  // And when it fails, it has failed for all: a wrong secret is not tried a thousand times.
  private BearerToken signedIn() {
    Instant now = attempts.clock().instant();
    Optional<Refusal> standing =
        refusal.filter(it -> Duration.between(it.at(), now).compareTo(REFUSAL_STANDS) < 0);
    if (standing.isPresent()) {
      throw standing.get().failure().thrown();
    }
    try {
      return signIn.signIn();
    } catch (RotationFailed e) {
      refusal = Optional.of(new Refusal(e.failure(), attempts.clock().instant()));
      throw e;
    }
  }

  private static void requireSame(
      ArmFailures failures, Answer answer, JsonNode body, String field, String expected) {
    if (!Json.text(body, field).map(expected::equalsIgnoreCase).orElse(false)) {
      throw failures
          .unreadable(
              answer, "It answered 200, but the %s in it is not %s.".formatted(field, expected))
          .thrown();
    }
  }

  private ArmFailures failures(ArmOperation operation, Gateway gateway) {
    return new ArmFailures(operation, gateway, assignee, redaction);
  }

  private static Network withImdsDirect(Network connection, Credential credential) {
    return credential instanceof ManagedIdentity identity
        ? new Network(connection.caFile(), connection.proxies().except(identity.host()))
        : connection;
  }

  private static String assignee(Credential credential) {
    return switch (credential) {
      case ClientSecret it -> it.clientId();
      case ClientCertificate it -> it.clientId();
      case WorkloadIdentity it -> it.clientId();
      case ManagedIdentity it -> it.clientId().orElse("PRINCIPAL_ID");
      case AzureCli _ -> "USER_OR_PRINCIPAL";
    };
  }
}
