package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// One organisation's directory.
public final class Tenant {
  private final String id;
  private final Clock clock;
  private final AtomicReference<Duration> replication;
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final List<ManagedIdentity> identities = new CopyOnWriteArrayList<>();

  Tenant(String id, Clock clock, AtomicReference<Duration> replication) {
    this.id = id;
    this.clock = clock;
    this.replication = replication;
  }

  public String id() {
    return id;
  }

  /// The application with this client id; registered when it is new.
  public Application application(String clientId) {
    return applications.computeIfAbsent(
        key(clientId), _ -> new Application(this, clientId, objectIdOf(clientId)));
  }

  /// Forgets an application. ARM refuses its tokens from then on.
  public void removeApplication(String clientId) {
    applications.remove(key(clientId));
  }

  /// Gives the machine a system-assigned identity.
  public ManagedIdentity systemAssignedIdentity(String clientId) {
    return add(new ManagedIdentity(this, clientId, objectIdOf(clientId), Optional.empty()));
  }

  /// Gives the machine a user-assigned identity.
  ///
  /// @param resourceId its ARM id, `/subscriptions/.../userAssignedIdentities/NAME`
  public ManagedIdentity userAssignedIdentity(String clientId, String resourceId) {
    return add(new ManagedIdentity(this, clientId, objectIdOf(clientId), Optional.of(resourceId)));
  }

  Optional<Application> find(String clientId) {
    return Optional.ofNullable(applications.get(key(clientId)));
  }

  Optional<Principal> principal(String objectId) {
    return java.util.stream.Stream.<Principal>concat(
            applications.values().stream(), identities.stream())
        .filter(principal -> principal.objectId().equals(objectId))
        .findFirst();
  }

  List<ManagedIdentity> identities() {
    return identities;
  }

  Instant now() {
    return clock.instant();
  }

  /// When a change made now is known everywhere.
  Instant effectiveFrom() {
    Duration delay = replication.get();
    // Without a delay it holds at every time, also after the clock has been moved back.
    return delay.isZero() ? Instant.MIN : clock.instant().plus(delay);
  }

  private ManagedIdentity add(ManagedIdentity identity) {
    identities.add(identity);
    return identity;
  }

  private String objectIdOf(String clientId) {
    return UUID.nameUUIDFromBytes(
            ("object of " + key(clientId) + " in " + id).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static String key(String clientId) {
    return clientId.toLowerCase(Locale.ROOT);
  }
}
