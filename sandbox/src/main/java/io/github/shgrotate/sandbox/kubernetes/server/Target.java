package io.github.shgrotate.sandbox.kubernetes.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a path points at.
///
/// @param namespace empty for the whole cluster
/// @param name empty for the collection
/// @param subresource empty for the object itself
record Target(
    String group,
    String version,
    String resource,
    String namespace,
    String name,
    String subresource) {

  /// Reads `/api/v1/...` and `/apis/group/version/...`; empty for any other path.
  static Optional<Target> parse(String path) {
    List<String> parts =
        new ArrayList<>(Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList());
    boolean core = !parts.isEmpty() && parts.getFirst().equals("api");
    boolean grouped = !parts.isEmpty() && parts.getFirst().equals("apis");
    int prefix = core ? 2 : 3;
    if ((!core && !grouped) || parts.size() <= prefix) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(prefix - 1);
    List<String> rest = parts.subList(prefix, parts.size());
    String namespace = "";
    boolean aNamespaceItself = rest.size() <= 2 || rest.get(2).matches("status|finalize");
    if (rest.getFirst().equals("namespaces") && !aNamespaceItself) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String name = rest.size() > 1 ? rest.get(1) : "";
    // Authorisation and messages see a namespace as an object within itself.
    if (rest.getFirst().equals("namespaces")) {
      namespace = name;
    }
    return Optional.of(
        new Target(
            group,
            version,
            rest.getFirst(),
            namespace,
            name,
            rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : ""));
  }
}
