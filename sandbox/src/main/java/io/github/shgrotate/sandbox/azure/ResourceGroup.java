package io.github.shgrotate.sandbox.azure;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A resource group with its API Management services.
public final class ResourceGroup {
  private final Subscription subscription;
  private final String name;
  private final ResourceContext context;
  private final Map<String, ApimService> services = new ConcurrentSkipListMap<>();

  ResourceGroup(Subscription subscription, String name, ResourceContext context) {
    this.subscription = subscription;
    this.name = name;
    this.context = context;
  }

  public String name() {
    return name;
  }

  public String resourceId() {
    return subscription.resourceId() + "/resourceGroups/" + name;
  }

  /// The service of this name; made when it is new.
  public ApimService service(String serviceName) {
    return services.computeIfAbsent(
        serviceName.toLowerCase(Locale.ROOT), _ -> new ApimService(this, serviceName, context));
  }

  Optional<ApimService> find(String serviceName) {
    return Optional.ofNullable(services.get(serviceName.toLowerCase(Locale.ROOT)));
  }

  Collection<ApimService> services() {
    return services.values();
  }
}
