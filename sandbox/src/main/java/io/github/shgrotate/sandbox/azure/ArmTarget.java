package io.github.shgrotate.sandbox.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a request's path means to ARM. The fixed words of a path are compared without regard to
/// case.
sealed interface ArmTarget {
  String PROVIDER = "Microsoft.ApiManagement";

  /// A target below a subscription, which is checked for every one of them.
  sealed interface InSubscription extends ArmTarget {
    String subscription();
  }

  /// A target below a resource group.
  sealed interface InGroup extends InSubscription {
    String group();
  }

  /// A target below a service.
  sealed interface InService extends InGroup {
    String service();
  }

  /// What the cloud looks like, told to everybody.
  record CloudMetadata() implements ArmTarget {}

  record Tenants() implements ArmTarget {}

  record Subscriptions() implements ArmTarget {}

  record OneSubscription(String subscription) implements InSubscription {}

  record Locations(String subscription) implements InSubscription {}

  record Provider(String subscription) implements InSubscription {}

  record Groups(String subscription) implements InSubscription {}

  record OneGroup(String subscription, String group) implements InGroup {}

  /// All services of the subscription.
  record AllServices(String subscription) implements InSubscription {}

  record Services(String subscription, String group) implements InGroup {}

  record OneService(String subscription, String group, String service) implements InService {}

  record Gateways(String subscription, String group, String service) implements InService {}

  record OneGateway(String subscription, String group, String service, String gateway)
      implements InService {}

  record OnGateway(
      String subscription, String group, String service, String gateway, GatewayAction action)
      implements InService {}

  /// What Microsoft.Authorization has at any resource.
  sealed interface AtScope extends InSubscription {
    /// The resource's id.
    String scope();
  }

  /// What the caller may do to a resource group, a service or a gateway.
  record OwnPermissions(String subscription, String scope) implements AtScope {}

  /// The roles that can be assigned there.
  record RoleDefinitionsAt(String subscription, String scope) implements AtScope {}

  record OneRoleDefinition(String subscription, String scope, String name) implements AtScope {}

  record RoleAssignmentsAt(String subscription, String scope) implements AtScope {}

  record OneRoleAssignment(String subscription, String scope, String name) implements AtScope {}

  /// A user-assigned identity.
  record OneIdentity(String subscription, String group, String identity) implements InGroup {}

  record FederatedCredentials(String subscription, String group, String identity)
      implements InGroup {}

  record OneFederatedCredential(
      String subscription, String group, String identity, String credential) implements InGroup {}

  /// A Kubernetes cluster.
  record OneCluster(String subscription, String group, String cluster) implements InGroup {}

  /// A path below an existing kind of resource that leads nowhere.
  record Nowhere(String subscription) implements InSubscription {}

  /// A path that ARM knows nothing of.
  record Unknown() implements ArmTarget {}

  /// What can be done to a gateway by POST.
  enum GatewayAction {
    LIST_KEYS("listKeys"),
    REGENERATE_KEY("regenerateKey"),
    GENERATE_TOKEN("generateToken"),
    LIST_DEBUG_CREDENTIALS("listDebugCredentials"),
    INVALIDATE_DEBUG_CREDENTIALS("invalidateDebugCredentials"),
    LIST_TRACE("listTrace");

    private final String word;

    GatewayAction(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /// Came with 2023-03-01-preview; older versions do not know the route.
    boolean debugging() {
      return switch (this) {
        case LIST_KEYS, REGENERATE_KEY, GENERATE_TOKEN -> false;
        case LIST_DEBUG_CREDENTIALS, INVALIDATE_DEBUG_CREDENTIALS, LIST_TRACE -> true;
      };
    }
  }

  static ArmTarget of(String path) {
    List<String> names = new ArrayList<>();
    List<String> parts = Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
    String group = "subscriptions/*/resourceGroups/*";
    String services = group + "/providers/" + PROVIDER + "/service";
    if (matches(parts, "metadata/endpoints", names)) {
      return new CloudMetadata();
    }
    if (matches(parts, "tenants", names)) {
      return new Tenants();
    }
    if (matches(parts, "subscriptions", names)) {
      return new Subscriptions();
    }
    if (matches(parts, "subscriptions/*", names)) {
      return new OneSubscription(names.get(0));
    }
    if (matches(parts, "subscriptions/*/locations", names)) {
      return new Locations(names.get(0));
    }
    if (matches(parts, "subscriptions/*/providers/" + PROVIDER, names)) {
      return new Provider(names.get(0));
    }
    if (matches(parts, "subscriptions/*/providers/" + PROVIDER + "/service", names)) {
      return new AllServices(names.get(0));
    }
    if (matches(parts, "subscriptions/*/resourceGroups", names)) {
      return new Groups(names.get(0));
    }
    if (matches(parts, group, names)) {
      return new OneGroup(names.get(0), names.get(1));
    }
    if (matches(parts, services, names)) {
      return new Services(names.get(0), names.get(1));
    }
    if (matches(parts, services + "/*", names)) {
      return new OneService(names.get(0), names.get(1), names.get(2));
    }
    if (matches(parts, services + "/*/gateways", names)) {
      return new Gateways(names.get(0), names.get(1), names.get(2));
    }
    if (matches(parts, services + "/*/gateways/*", names)) {
      return new OneGateway(names.get(0), names.get(1), names.get(2), names.get(3));
    }
    if (matches(parts, services + "/*/gateways/*/*", names)) {
      Optional<GatewayAction> action =
          Stream.of(GatewayAction.values())
              .filter(known -> known.word.equalsIgnoreCase(names.get(4)))
              .findFirst();
      if (action.isPresent()) {
        return new OnGateway(names.get(0), names.get(1), names.get(2), names.get(3), action.get());
      }
    }
    String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/*";
    if (matches(parts, identity, names)) {
      return new OneIdentity(names.get(0), names.get(1), names.get(2));
    }
    if (matches(parts, identity + "/federatedIdentityCredentials", names)) {
      return new FederatedCredentials(names.get(0), names.get(1), names.get(2));
    }
    if (matches(parts, identity + "/federatedIdentityCredentials/*", names)) {
      return new OneFederatedCredential(names.get(0), names.get(1), names.get(2), names.get(3));
    }
    if (matches(parts, group + "/providers/Microsoft.ContainerService/managedClusters/*", names)) {
      return new OneCluster(names.get(0), names.get(1), names.get(2));
    }
    for (String resource :
        List.of("subscriptions/*", group, services + "/*", services + "/*/gateways/*")) {
      int length = resource.split("/").length;
      if (parts.size() > length && matches(parts.subList(0, length), resource, names)) {
        String scope = "/" + String.join("/", parts.subList(0, length));
        Optional<ArmTarget> found =
            authorization(names.getFirst(), scope, parts.subList(length, parts.size()));
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    return parts.size() > 1 && parts.getFirst().equalsIgnoreCase("subscriptions")
        ? new Nowhere(parts.get(1))
        : new Unknown();
  }

  /// @param rest of the path, behind the scope
  private static Optional<ArmTarget> authorization(
      String subscription, String scope, List<String> rest) {
    String provider = "providers/Microsoft.Authorization/";
    List<String> names = new ArrayList<>();
    // Azure lists a caller's permissions for groups and resources only.
    if (scope.chars().filter(it -> it == '/').count() > 2
        && matches(rest, provider + "permissions", names)) {
      return Optional.of(new OwnPermissions(subscription, scope));
    }
    if (matches(rest, provider + "roleDefinitions", names)) {
      return Optional.of(new RoleDefinitionsAt(subscription, scope));
    }
    if (matches(rest, provider + "roleDefinitions/*", names)) {
      return Optional.of(new OneRoleDefinition(subscription, scope, names.getFirst()));
    }
    if (matches(rest, provider + "roleAssignments", names)) {
      return Optional.of(new RoleAssignmentsAt(subscription, scope));
    }
    if (matches(rest, provider + "roleAssignments/*", names)) {
      return Optional.of(new OneRoleAssignment(subscription, scope, names.getFirst()));
    }
    return Optional.empty();
  }

  /// Compares with a pattern, whose `*` stand for names, and collects these.
  private static boolean matches(List<String> parts, String pattern, List<String> names) {
    String[] words = pattern.split("/");
    names.clear();
    if (words.length != parts.size()) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("*")) {
        names.add(parts.get(i));
      } else if (!words[i].equalsIgnoreCase(parts.get(i))) {
        return false;
      }
    }
    return true;
  }
}
