package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// A role that a principal has at a scope and below it.
///
/// @param name a GUID
/// @param scope a resource id: a subscription, a group, or any resource below; `/` for all
/// @param from when it takes effect; Azure needs a while after an assignment is made
record RoleAssignment(String name, String scope, RoleDefinition role, Instant from) {
  boolean allows(String action, String at, Instant now) {
    return appliesTo(at, now) && role.allows(action);
  }

  /// Whether it says anything about the resource by now.
  boolean appliesTo(String at, Instant now) {
    return !now.isBefore(from) && Scope.covers(scope, at);
  }
}
