package io.github.shgrotate.sandbox.azure;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// An API Management service with its self-hosted gateways.
public final class ApimService {
  private final ResourceGroup group;
  private final String name;
  private final ResourceContext context;
  private final Map<String, Gateway> gateways = new ConcurrentSkipListMap<>();
  private final AtomicBoolean locked = new AtomicBoolean();
  private final AtomicReference<String> minApiVersion = new AtomicReference<>("");

  ApimService(ResourceGroup group, String name, ResourceContext context) {
    this.group = group;
    this.name = name;
    this.context = context;
  }

  public String name() {
    return name;
  }

  public String resourceId() {
    return group.resourceId() + "/providers/Microsoft.ApiManagement/service/" + name;
  }

  /// The gateway of this id; made when it is new.
  public Gateway gateway(String id) {
    return gateways.computeIfAbsent(
        id.toLowerCase(Locale.ROOT), _ -> new Gateway(this, id, context));
  }

  /// Unkind: while locked, as while Azure scales it, everything but reading is refused with 409
  /// `ServiceLocked`.
  public ApimService locked(boolean yes) {
    locked.set(yes);
    return this;
  }

  /// Unkind: refuses calls with an older api-version (`properties.apiVersionConstraint`). An empty
  /// text, the default, lets all pass.
  public ApimService minApiVersion(String version) {
    minApiVersion.set(version);
    return this;
  }

  boolean locked() {
    return locked.get();
  }

  Optional<String> minApiVersion() {
    return Optional.of(minApiVersion.get()).filter(version -> !version.isEmpty());
  }

  Optional<Gateway> find(String id) {
    return Optional.ofNullable(gateways.get(id.toLowerCase(Locale.ROOT)));
  }

  Collection<Gateway> gateways() {
    return gateways.values();
  }

  boolean remove(String id) {
    return gateways.remove(id.toLowerCase(Locale.ROOT)) != null;
  }
}
