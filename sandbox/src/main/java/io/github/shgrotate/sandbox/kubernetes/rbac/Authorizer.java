package io.github.shgrotate.sandbox.kubernetes.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Store;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Role-based access as the objects in the store say.
public final class Authorizer {
  private static final String MASTERS = "system:masters";
  private static final String AUTHENTICATED = "system:authenticated";
  private static final Set<String> SELF_REVIEWS =
      Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

  private final Store store;

  public Authorizer(Store store) {
    this.store = store;
  }

  /// Whether somebody may.
  public boolean allows(User user, Attributes attributes) {
    if (user.groups().contains(MASTERS)) {
      return true;
    }
    // The real API's default role system:basic-user.
    if (attributes.verb().equals("create")
        && SELF_REVIEWS.contains(attributes.resource())
        && user.groups().contains(AUTHENTICATED)) {
      return true;
    }
    return rules(user, attributes.namespace()).stream().anyMatch(rule -> allows(rule, attributes));
  }

  /// Whether somebody may ask for a path that is not a resource; discovery is everybody's.
  public boolean allowsPath(User user, String path) {
    return user.groups().contains(AUTHENTICATED)
        || path.equals("/version")
        || path.equals("/healthz")
        || path.equals("/livez")
        || path.equals("/readyz");
  }

  /// All rules that speak for the user in a namespace (empty: in the whole cluster).
  public List<JsonNode> rules(User user, String namespace) {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode binding : all(ResourceTypes.CLUSTER_ROLE_BINDING, "")) {
      if (binds(binding, user)) {
        rules.addAll(ruleList(binding.path("roleRef"), ""));
      }
    }
    if (!namespace.isEmpty()) {
      for (JsonNode binding : all(ResourceTypes.ROLE_BINDING, namespace)) {
        if (binds(binding, user)) {
          rules.addAll(ruleList(binding.path("roleRef"), namespace));
        }
      }
    }
    return rules;
  }

  private List<JsonNode> ruleList(JsonNode reference, String namespace) {
    boolean ofCluster = reference.path("kind").asText().equals("ClusterRole");
    return store
        .find(
            ofCluster ? ResourceTypes.CLUSTER_ROLE : ResourceTypes.ROLE,
            ofCluster ? "" : namespace,
            reference.path("name").asText())
        .map(role -> Trees.items(role.path("rules")))
        .orElse(List.of());
  }

  private static boolean binds(JsonNode binding, User user) {
    return Trees.items(binding.path("subjects")).stream()
        .anyMatch(
            subject -> {
              String name = subject.path("name").asText();
              return switch (subject.path("kind").asText()) {
                case "User" -> user.name().equals(name);
                case "Group" -> user.groups().contains(name);
                case "ServiceAccount" ->
                    user.name()
                        .equals(
                            "system:serviceaccount:%s:%s"
                                .formatted(
                                    // In a RoleBinding without one it is the binding's own.
                                    subject.path("namespace").asText(Trees.namespace(binding)),
                                    name));
                default -> false;
              };
            });
  }

  private static boolean allows(JsonNode rule, Attributes attributes) {
    return lists(rule, "verbs", attributes.verb())
        && lists(rule, "apiGroups", attributes.group())
        && resourceMatches(rule, attributes)
        && (rule.path("resourceNames").isEmpty()
            || (!attributes.name().isEmpty() && names(rule, attributes.name())));
  }

  private static boolean resourceMatches(JsonNode rule, Attributes attributes) {
    return lists(rule, "resources", attributes.resourcePath())
        || (!attributes.subresource().isEmpty()
            && lists(rule, "resources", "*/" + attributes.subresource()));
  }

  private static boolean names(JsonNode rule, String name) {
    return Trees.items(rule.path("resourceNames")).stream()
        .anyMatch(item -> item.asText().equals(name));
  }

  private static boolean lists(JsonNode rule, String field, String value) {
    return Trees.items(rule.path(field)).stream()
        .map(JsonNode::asText)
        .anyMatch(item -> item.equals("*") || item.equals(value));
  }

  private List<? extends JsonNode> all(ResourceType type, String namespace) {
    return store.list(type, Selection.in(namespace)).objects();
  }
}
