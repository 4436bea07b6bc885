package io.github.shgrotate.manifests;

import io.github.shgrotate.rotation.ClusterRight;
import io.github.shgrotate.rotation.RequiredRights;
import io.github.shgrotate.rotation.RotationRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rule of a Role: what rotations use of one kind of object in their one namespace.
///
/// @param group the API group; empty for the core
/// @param names of the objects; none where a verb cannot be limited to names
record Grant(String group, String resource, List<String> names, List<String> verbs) {
  Grant {
    names = List.copyOf(names);
    verbs = List.copyOf(verbs);
  }

  static List<Grant> of(Collection<RotationRequest> rotations) {
    Map<String, List<ClusterRight>> byResource = new LinkedHashMap<>();
    for (RotationRequest rotation : rotations) {
      for (ClusterRight right : RequiredRights.inCluster(rotation)) {
        byResource.computeIfAbsent(right.resource(), _ -> new ArrayList<>()).add(right);
      }
    }
    return byResource.values().stream().map(Grant::together).toList();
  }

  private static Grant together(List<ClusterRight> rights) {
    return new Grant(
        rights.getFirst().group(),
        rights.getFirst().resource(),
        rights.stream().map(ClusterRight::name).flatMap(Optional::stream).distinct().toList(),
        rights.stream().map(ClusterRight::verb).distinct().toList());
  }

  /// What it is for, in lines of a comment.
  List<String> why() {
    return switch (resource) {
      case "secrets" -> List.of("Reads what the Secret holds, and stores the new token.");
      case "pods" ->
          List.of(
              "Proves that every pod runs on the new token. A list cannot be limited to names.");
      case "pods/log" ->
          List.of(
              "Looks for a refused token in the logs of the new pods, whose names nobody knows"
                  + " before.");
      case "events" ->
          List.of(
              "Records what was done, on the Secret and the workload. A create cannot be limited to"
                  + " names.");
      default ->
          verbs.contains("watch")
              ? List.of(
                  "Stamps the pod template and follows the rollout. The watch asks for"
                      + " metadata.name="
                      + names.getFirst()
                      + ", so that it falls",
                  "under resourceNames.")
              : List.of("Stamps the pod template.");
    };
  }
}
