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
import java.util.stream.Stream;

/// One organisation's directory.
public final class Tenant {
  private final String id;
  private final Clock clock;
  private final AtomicReference<Duration> replication;
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final List<ManagedIdentity> identities = new CopyOnWriteArrayList<>();
  private final RoleDefinitions roles = new RoleDefinitions();

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
        key(clientId), _ -> application(clientId, "application " + clientId, true));
  }

  /// Registers an application that has no service principal yet.
  Application register(String clientId, String displayName) {
    Application registered = application(clientId, displayName, false);
    applications.put(key(clientId), registered);
    return registered;
  }

  /// Forgets an application. ARM refuses its tokens from then on.
  public void removeApplication(String clientId) {
    applications.remove(key(clientId));
  }

  /// Gives the machine a system-assigned identity.
  public ManagedIdentity systemAssignedIdentity(String clientId) {
    return add(clientId, Optional.empty(), true);
  }

  /// Gives the machine a user-assigned identity.
  ///
  /// @param resourceId its ARM id, `/subscriptions/.../userAssignedIdentities/NAME`
  public ManagedIdentity userAssignedIdentity(String clientId, String resourceId) {
    return add(clientId, Optional.of(resourceId), true);
  }

  /// A user-assigned identity that is not the machine's.
  ManagedIdentity identity(String clientId, String resourceId) {
    return add(clientId, Optional.of(resourceId), false);
  }

  /// The user-assigned identity of this resource id.
  public Optional<ManagedIdentity> findIdentity(String resourceId) {
    return identities.stream()
        .filter(identity -> identity.resourceId().filter(resourceId::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  /// Whoever has this client id.
  public Optional<Principal> find(String clientId) {
    return principals()
        .filter(principal -> principal.clientId().equalsIgnoreCase(clientId))
        .findFirst();
  }

  Optional<Principal> principal(String objectId) {
    return principals()
        .filter(principal -> principal.objectId().equalsIgnoreCase(objectId))
        .findFirst();
  }

  /// All who can sign in and have roles.
  Stream<Principal> principals() {
    return Stream.concat(
        applications.values().stream().filter(Application::hasServicePrincipal),
        identities.stream());
  }

  /// All that are registered, also without a service principal.
  Stream<Application> registrations() {
    return applications.values().stream();
  }

  RoleDefinitions roles() {
    return roles;
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

  private Application application(String clientId, String displayName, boolean present) {
    return new Application(this, clientId, objectIdOf(clientId), displayName, present);
  }

  private ManagedIdentity add(String clientId, Optional<String> resourceId, boolean ofMachine) {
    ManagedIdentity identity =
        new ManagedIdentity(this, clientId, objectIdOf(clientId), resourceId, ofMachine);
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
