package io.github.shgrotate.sandbox.kubernetes.rbac;

/// What is asked for, as rules speak of it.
///
/// @param subresource empty for the resource itself
/// @param namespace empty for the whole cluster
/// @param name empty for no one object
public record Attributes(
    String verb, String group, String resource, String subresource, String namespace, String name) {

  /// As rules write it: `pods`, `pods/log`.
  public String resourcePath() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }
}
