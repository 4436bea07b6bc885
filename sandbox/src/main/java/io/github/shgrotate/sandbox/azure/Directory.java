package io.github.shgrotate.sandbox.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Who there is: tenants, their applications and identities, and the issuers they may trust.
public final class Directory {
  /// The tenant that the sandbox's subscriptions belong to.
  public static final String HOME_TENANT = "11111111-2222-4333-8444-555555555555";

  private final Clock clock;
  private final AtomicReference<Duration> replication = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Duration> tokenLifetime =
      new AtomicReference<>(Duration.ofSeconds(3599));
  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
  private final Map<String, FederatedIssuer> issuers = new ConcurrentHashMap<>();

  Directory(Clock clock) {
    this.clock = clock;
  }

  /// The home tenant's id.
  public String tenantId() {
    return HOME_TENANT;
  }

  public Tenant home() {
    return tenant(HOME_TENANT);
  }

  /// A tenant by its id; founded when it is new. Entra knows no others.
  public Tenant tenant(String id) {
    return tenants.computeIfAbsent(
        id.toLowerCase(Locale.ROOT), key -> new Tenant(key, clock, replication));
  }

  /// An application of the home tenant by its client id; registered when it is new.
  public Application application(String clientId) {
    return home().application(clientId);
  }

  /// Gives the sandbox's machine a system-assigned identity of the home tenant.
  public ManagedIdentity systemAssignedIdentity(String clientId) {
    return home().systemAssignedIdentity(clientId);
  }

  /// Gives the sandbox's machine a user-assigned identity of the home tenant.
  public ManagedIdentity userAssignedIdentity(String clientId, String resourceId) {
    return home().userAssignedIdentity(clientId, resourceId);
  }

  /// An issuer of federated tokens by its URL, which must equal the tokens' `iss` to the letter.
  public FederatedIssuer issuer(String url) {
    return issuers.computeIfAbsent(url, key -> new FederatedIssuer(key, clock::instant));
  }

  /// Unkind: role assignments and federated credentials made from now on take effect only so much
  /// later. Default: at once.
  public Directory replicationDelay(Duration delay) {
    replication.set(delay);
    return this;
  }

  /// How long access tokens live from now on. Default: 3599 seconds.
  public Directory accessTokenLifetime(Duration lifetime) {
    tokenLifetime.set(lifetime);
    return this;
  }

  Duration accessTokenLifetime() {
    return tokenLifetime.get();
  }

  Optional<Tenant> find(String tenantId) {
    return Optional.ofNullable(tenants.get(tenantId.toLowerCase(Locale.ROOT)));
  }

  Optional<FederatedIssuer> findIssuer(String url) {
    return Optional.ofNullable(issuers.get(url));
  }

  /// The identities of the machine that the sandbox plays.
  List<ManagedIdentity> machineIdentities() {
    return tenants.values().stream()
        .flatMap(tenant -> tenant.identities().stream())
        .filter(ManagedIdentity::ofMachine)
        .toList();
  }
}
