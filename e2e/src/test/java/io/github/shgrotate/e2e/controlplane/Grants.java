package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What roles grant, and what an account asked for, in the same words, so that they can be
/// compared: `patch apps/deployments/NAME`, `list pods`.
final class Grants {
  private Grants() {}

  /// Every single thing that a role allows, in its own namespace.
  static Set<String> of(JsonNode role) {
    Set<String> all = new TreeSet<>();
    for (JsonNode rule : role.path("rules")) {
      for (String group : texts(rule.path("apiGroups"))) {
        for (String resource : texts(rule.path("resources"))) {
          for (String verb : texts(rule.path("verbs"))) {
            List<String> names = texts(rule.path("resourceNames"));
            for (String name : names.isEmpty() ? List.of("") : names) {
              all.add(words(verb, group, resource, name));
            }
          }
        }
      }
    }
    return all;
  }

  /// What an account asked for, as it is granted: without the object's name where the grant has
  /// none. What is not granted is told in full, and a request that is not for a resource of the
  /// namespace too: so it equals nothing that is granted.
  static Set<String> used(List<AuditLog.Entry> entries, String namespace, Set<String> granted) {
    Set<String> all = new TreeSet<>();
    for (AuditLog.Entry entry : entries) {
      if (entry.resource().isEmpty() || !entry.namespace().equals(namespace)) {
        all.add(entry.verb() + " " + entry.uri());
        continue;
      }
      String group = group(entry.uri());
      String resource =
          entry.subresource().isEmpty()
              ? entry.resource()
              : entry.resource() + "/" + entry.subresource();
      String ofAny = words(entry.verb(), group, resource, "");
      all.add(granted.contains(ofAny) ? ofAny : words(entry.verb(), group, resource, entry.name()));
    }
    return all;
  }

  private static String words(String verb, String group, String resource, String name) {
    return "%s %s%s%s"
        .formatted(
            verb, group.isEmpty() ? "" : group + "/", resource, name.isEmpty() ? "" : "/" + name);
  }

  /// `/apis/GROUP/VERSION/...`; the core group has no name and another beginning.
  private static String group(String uri) {
    return uri.startsWith("/apis/") ? uri.split("/", -1)[2] : "";
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
