package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.rbac.Attributes;
import io.github.shgrotate.sandbox.kubernetes.rbac.Authorizer;
import io.github.shgrotate.sandbox.kubernetes.rbac.User;
import java.util.Optional;

/// Answers what callers ask about themselves.
final class AccessReviews {
  private final Authorizer authorizer;

  AccessReviews(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /// The answer; empty when the resource is no review.
  Optional<ObjectNode> answer(String resource, User user, ObjectNode asked) {
    ObjectNode answer = asked.deepCopy();
    switch (resource) {
      case "selfsubjectaccessreviews" -> {
        boolean allowed = allowed(user, asked.path("spec"));
        answer.putObject("status").put("allowed", allowed);
      }
      case "selfsubjectrulesreviews" -> {
        ObjectNode status = answer.putObject("status").put("incomplete", false);
        authorizer
            .rules(user, asked.path("spec").path("namespace").asText())
            .forEach(rule -> status.withArray("resourceRules").add(rule));
        status.putArray("nonResourceRules");
      }
      case "selfsubjectreviews" -> {
        ObjectNode info = answer.putObject("status").putObject("userInfo");
        info.put("username", user.name());
        user.groups().forEach(info.withArray("groups")::add);
      }
      default -> {
        return Optional.empty();
      }
    }
    Trees.metadata(answer);
    return Optional.of(answer);
  }

  private boolean allowed(User user, JsonNode spec) {
    JsonNode asked = spec.path("resourceAttributes");
    if (asked.isMissingNode()) {
      return authorizer.allowsPath(user, spec.path("nonResourceAttributes").path("path").asText());
    }
    return authorizer.allows(
        user,
        new Attributes(
            asked.path("verb").asText(),
            asked.path("group").asText(),
            asked.path("resource").asText(),
            asked.path("subresource").asText(),
            asked.path("namespace").asText(),
            asked.path("name").asText()));
  }
}
