package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The custom roles of a tenant. Azure's own roles are not here.
final class RoleDefinitions {
  private final List<RoleDefinition> all = new CopyOnWriteArrayList<>();

  List<RoleDefinition> assignableAt(String scope) {
    return all.stream().filter(role -> role.assignableAt(scope)).toList();
  }

  Optional<RoleDefinition> find(String id) {
    return all.stream().filter(role -> role.id().equalsIgnoreCase(id)).findFirst();
  }

  /// Adds it, unless there is one of that name.
  synchronized boolean add(RoleDefinition role) {
    boolean taken = all.stream().anyMatch(other -> other.name().equalsIgnoreCase(role.name()));
    return !taken && all.add(role);
  }
}
