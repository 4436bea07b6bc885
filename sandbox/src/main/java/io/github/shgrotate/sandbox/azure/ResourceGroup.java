package io.github.shgrotate.sandbox.azure;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A resource group with its API Management services and Kubernetes clusters.
public final class ResourceGroup {
  private final Subscription subscription;
  private final String name;
  private final ResourceContext context;
  private final Map<String, ApimService> services = new ConcurrentSkipListMap<>();
  private final Map<String, AksCluster> clusters = new ConcurrentSkipListMap<>();

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

  /// Has a cluster in it whose service accounts' tokens are of this issuer.
  public ResourceGroup withCluster(String clusterName, String issuer) {
    String id =
        resourceId() + "/providers/Microsoft.ContainerService/managedClusters/" + clusterName;
    clusters.put(clusterName.toLowerCase(Locale.ROOT), new AksCluster(id, clusterName, issuer));
    return this;
  }

  Optional<AksCluster> findCluster(String clusterName) {
    return Optional.ofNullable(clusters.get(clusterName.toLowerCase(Locale.ROOT)));
  }

  Optional<ApimService> find(String serviceName) {
    return Optional.ofNullable(services.get(serviceName.toLowerCase(Locale.ROOT)));
  }

  Collection<ApimService> services() {
    return services.values();
  }
}
