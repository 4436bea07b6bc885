package io.github.shgrotate.sandbox.azure;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// A subscription with its resource groups.
public final class Subscription {
  private final String id;
  private final String tenantId;
  private final ResourceContext context;
  private final Map<String, ResourceGroup> groups = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> states = new ConcurrentHashMap<>();

  Subscription(String id, String tenantId, ResourceContext context) {
    this.id = id;
    this.tenantId = tenantId;
    this.context = context;
  }

  public String id() {
    return id;
  }

  public String tenantId() {
    return tenantId;
  }

  /// As a scope for [Principal#grant].
  public String resourceId() {
    return "/subscriptions/" + id;
  }

  /// The group of this name; made when it is new.
  public ResourceGroup group(String name) {
    return groups.computeIfAbsent(
        name.toLowerCase(Locale.ROOT), _ -> new ResourceGroup(this, name, context));
  }

  /// Unkind: a disabled subscription answers reads and refuses everything else with 409.
  public Subscription disable(boolean disabled) {
    states.put("disabled", disabled);
    return this;
  }

  boolean disabled() {
    return states.getOrDefault("disabled", false);
  }

  Optional<ResourceGroup> find(String name) {
    return Optional.ofNullable(groups.get(name.toLowerCase(Locale.ROOT)));
  }

  Collection<ResourceGroup> groups() {
    return groups.values();
  }
}
