package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the API says it can do: enough for kubectl and for clients that look first.
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private Discovery() {}

  /// The answer for a path that is not a resource; empty when there is none.
  static Optional<Reply> answer(String path) {
    return switch (path) {
      case "/healthz", "/livez", "/readyz" ->
          Optional.of(Reply.text(200, "text/plain; charset=utf-8", "ok"));
      case "/version" -> json(version());
      case "/api" -> {
        ObjectNode versions = Trees.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        yield json(versions);
      }
      case "/apis" -> {
        ObjectNode groups = Trees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode list = groups.putArray("groups");
        groups().forEach(group -> list.add(group(group)));
        yield json(groups);
      }
      case "/openapi/v3" -> {
        ObjectNode root = Trees.object();
        ObjectNode paths = root.putObject("paths");
        roots()
            .forEach(
                at ->
                    paths.putObject(at.substring(1)).put("serverRelativeURL", "/openapi/v3" + at));
        yield json(root);
      }
      default -> {
        if (path.startsWith("/openapi/v3/")) {
          yield roots().contains(path.substring(11)) ? json(openApi(path.substring(11))) : none();
        }
        if (roots().contains(path)) {
          yield json(resources(path));
        }
        yield groups().stream()
            .filter(group -> path.equals("/apis/" + group))
            .findFirst()
            .flatMap(group -> json(group(group)));
      }
    };
  }

  private static Optional<Reply> json(ObjectNode body) {
    return Optional.of(Reply.json(200, body));
  }

  private static Optional<Reply> none() {
    return Optional.empty();
  }

  private static ObjectNode version() {
    return Trees.object()
        .put("major", "1")
        .put("minor", "32")
        .put("gitVersion", "v1.32.0+sandbox")
        .put("platform", "linux/amd64");
  }

  private static List<String> groups() {
    List<String> groups =
        new ArrayList<>(
            ResourceTypes.all().stream()
                .map(ResourceType::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList());
    groups.add("authorization.k8s.io");
    groups.add("authentication.k8s.io");
    return groups;
  }

  private static List<String> roots() {
    List<String> roots = new ArrayList<>(List.of("/api/v1"));
    groups().forEach(group -> roots.add("/apis/" + group + "/v1"));
    return roots;
  }

  private static ObjectNode group(String name) {
    ObjectNode group =
        Trees.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ObjectNode version = Trees.object().put("groupVersion", name + "/v1").put("version", "v1");
    group.putArray("versions").add(version);
    group.set("preferredVersion", version);
    return group;
  }

  private static ObjectNode resources(String root) {
    String groupVersion = root.replaceFirst("^/apis?/", "");
    ObjectNode list =
        Trees.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : ResourceTypes.all()) {
      if (type.root().equals(root)) {
        ObjectNode entry = entry(resources, type.plural(), type, type.kind());
        entry.put("singularName", type.kind().toLowerCase(java.util.Locale.ROOT));
        VERBS.forEach(entry.withArray("verbs")::add);
        type.shortNames().forEach(entry.withArray("shortNames")::add);
        if (type.kind().matches("Pod|Service|Deployment|ReplicaSet|StatefulSet|DaemonSet")) {
          entry.withArray("categories").add("all");
        }
        for (String subresource : type.subresources()) {
          subresource(resources, type, subresource);
        }
      }
    }
    if (root.contains("authorization.k8s.io") && !root.contains("rbac")) {
      review(resources, "SelfSubjectAccessReview");
      review(resources, "SelfSubjectRulesReview");
    }
    if (root.contains("authentication.k8s.io")) {
      review(resources, "SelfSubjectReview");
    }
    return list;
  }

  private static void subresource(ArrayNode resources, ResourceType type, String subresource) {
    String kind =
        switch (subresource) {
          case "scale" -> "Scale";
          case "eviction" -> "Eviction";
          case "binding" -> "Binding";
          case "token" -> "TokenRequest";
          default -> type.kind();
        };
    ObjectNode entry = entry(resources, type.plural() + "/" + subresource, type, kind);
    entry.put("singularName", "");
    ArrayNode verbs = entry.withArray("verbs");
    switch (subresource) {
      case "scale" -> {
        entry.put("group", "autoscaling").put("version", "v1");
        verbs.add("get").add("patch").add("update");
      }
      case "eviction" -> {
        entry.put("group", "policy").put("version", "v1");
        verbs.add("create");
      }
      case "token" -> {
        entry.put("group", "authentication.k8s.io").put("version", "v1");
        verbs.add("create");
      }
      case "binding" -> verbs.add("create");
      case "log" -> verbs.add("get");
      case "finalize" -> verbs.add("update");
      default -> verbs.add("get").add("patch").add("update");
    }
  }

  private static ObjectNode entry(
      ArrayNode resources, String name, ResourceType type, String kind) {
    return resources
        .addObject()
        .put("name", name)
        .put("namespaced", type.namespaced())
        .put("kind", kind);
  }

  private static void review(ArrayNode resources, String kind) {
    resources
        .addObject()
        .put("name", kind.toLowerCase(java.util.Locale.ROOT) + "s")
        .put("singularName", kind.toLowerCase(java.util.Locale.ROOT))
        .put("namespaced", false)
        .put("kind", kind)
        .putArray("verbs")
        .add("create");
  }

  /// Says of each kind only that `fieldValidation` is known, which is what kubectl looks for before
  /// it sends a manifest.
  private static ObjectNode openApi(String root) {
    ObjectNode document = Trees.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "sandbox");
    ObjectNode paths = document.putObject("paths");
    for (ResourceType type : ResourceTypes.all()) {
      if (type.root().equals(root)) {
        String at =
            root
                + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
                + type.plural()
                + "/{name}";
        ObjectNode patch = paths.putObject(at).putObject("patch");
        patch
            .putObject("x-kubernetes-group-version-kind")
            .put("group", type.group())
            .put("version", type.version())
            .put("kind", type.kind());
        patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in", "query");
        patch.putObject("responses");
      }
    }
    return document;
  }
}
