package io.github.shgrotate.sandbox.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What there is in Azure: subscriptions, groups, services, gateways; what has been done to them;
/// and how unkind ARM is about it.
public final class Resources {
  /// How ARM answers a GET or POST on a gateway that does not exist. No source says which of the
  /// two it is, so clients must understand both.
  public enum UnknownGatewayAnswer {
    /// 404 `ResourceNotFound`
    NOT_FOUND,
    /// 400 `ValidationError` with the detail "Gateway not found"
    VALIDATION_ERROR
  }

  private final ResourceContext context;
  private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();
  private final Ledger<IssuedToken> issued = new Ledger<>();
  private final Throttling throttling;
  private final AtomicReference<UnknownGatewayAnswer> unknownGateway =
      new AtomicReference<>(UnknownGatewayAnswer.NOT_FOUND);
  private final AtomicBoolean refuseRetired = new AtomicBoolean();
  private final AtomicInteger pageSize = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicReference<Duration> linger = new AtomicReference<>(Duration.ZERO);

  Resources(Clock clock, Randomness randomness) {
    this.context = new ResourceContext(clock, randomness, new Ledger<>(), new AtomicLong());
    this.throttling = new Throttling(clock);
  }

  /// The subscription of this id, of the home tenant; made when it is new.
  public Subscription subscription(String id) {
    return subscription(id, Directory.HOME_TENANT);
  }

  /// The subscription of this id; made, of that tenant, when it is new.
  public Subscription subscription(String id, String tenantId) {
    return subscriptions.computeIfAbsent(
        id.toLowerCase(Locale.ROOT), key -> new Subscription(key, tenantId, context));
  }

  /// A gateway and everything above it; made when new.
  public Gateway gateway(String subscriptionId, String group, String service, String gatewayId) {
    return subscription(subscriptionId).group(group).service(service).gateway(gatewayId);
  }

  /// Every token that generateToken gave out, oldest first; also those whose answer got lost.
  public List<IssuedToken> issuedTokens() {
    return issued.all();
  }

  /// Every key that was replaced, oldest first.
  public List<Regeneration> regenerations() {
    return context.regenerations().all();
  }

  /// ARM's limits, which can be shrunk or switched off.
  public Throttling throttling() {
    return throttling;
  }

  /// Unkind: which of the two ways ARM says that a gateway does not exist. Default: 404.
  public Resources unknownGatewayAnswers(UnknownGatewayAnswer answer) {
    unknownGateway.set(answer);
    return this;
  }

  /// Unkind: refuses api-versions before 2021-08-01, which are retired. Default: takes them.
  public Resources refuseRetiredApiVersions(boolean yes) {
    refuseRetired.set(yes);
    return this;
  }

  /// Unkind: lists come in pages of at most so many, with a `nextLink`. Default: one page.
  public Resources pageSize(int size) {
    pageSize.set(size);
    return this;
  }

  /// Kind: tokens of a regenerated key are still taken for so long. Nobody knows how long the real
  /// one takes, so the default is not at all.
  public Resources regeneratedKeysLinger(Duration duration) {
    linger.set(duration);
    return this;
  }

  /// What Azure thinks of a token now. Pure: nothing is noted down.
  ///
  /// @param gatewayKeyText the whole text, `GatewayKey ...`, without anything around it
  public TokenVerdict verify(String gatewayKeyText) {
    return new TokenVerification(this, context.clock(), linger.get()).verify(gatewayKeyText);
  }

  UnknownGatewayAnswer unknownGatewayAnswer() {
    return unknownGateway.get();
  }

  boolean refusesRetiredApiVersions() {
    return refuseRetired.get();
  }

  int pageSize() {
    return pageSize.get();
  }

  Optional<Subscription> find(String subscriptionId) {
    return Optional.ofNullable(subscriptions.get(subscriptionId.toLowerCase(Locale.ROOT)));
  }

  Collection<Subscription> subscriptions() {
    return subscriptions.values();
  }

  /// All gateways of this id, of whatever service.
  List<Gateway> gatewaysNamed(String gatewayId) {
    return subscriptions.values().stream()
        .flatMap(subscription -> subscription.groups().stream())
        .flatMap(group -> group.services().stream())
        .flatMap(service -> service.find(gatewayId).stream())
        .toList();
  }

  void note(IssuedToken token) {
    issued.add(token);
  }
}
