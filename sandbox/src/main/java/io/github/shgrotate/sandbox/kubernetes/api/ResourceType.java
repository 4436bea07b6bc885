package io.github.shgrotate.sandbox.kubernetes.api;

import java.util.List;
import java.util.Set;

/// A kind the API knows.
///
/// @param group empty for the core group
/// @param kind as in a manifest: `Deployment`
/// @param plural as in a path: `deployments`
/// @param subresources such as `status` and `scale`
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    List<String> shortNames,
    boolean namespaced,
    Set<String> subresources) {

  /// As in a manifest: `v1`, `apps/v1`.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// As error messages name it: `secrets`, `deployments.apps`.
  public String groupResource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /// As messages about invalid objects name it: `Secret`, `Deployment.apps`.
  public String groupKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /// Where the paths of its group and version begin.
  public String root() {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }

  public boolean has(String subresource) {
    return subresources.contains(subresource);
  }
}
