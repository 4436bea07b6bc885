package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What whoever has a role may do.
///
/// @param id a GUID
/// @param actions such as `Microsoft.ApiManagement/service/gateways/read`; `*` stands for anything
/// @param notActions what is taken from these
/// @param assignableScopes at these and below it can be found and assigned
record RoleDefinition(
    String id,
    String name,
    String description,
    List<String> actions,
    List<String> notActions,
    List<String> assignableScopes) {

  boolean allows(String action) {
    return anyMatches(actions, action) && !anyMatches(notActions, action);
  }

  /// Whether somebody made it; Azure's own can be assigned anywhere.
  boolean custom() {
    return !assignableScopes.contains("/");
  }

  boolean assignableAt(String scope) {
    return assignableScopes.stream().anyMatch(outer -> Scope.covers(outer, scope));
  }

  /// Its id in a subscription. A role belongs to the whole tenant: Azure shows it with the id of
  /// whichever subscription it was asked in.
  String resourceId(String subscription) {
    return "/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s"
        .formatted(subscription, id);
  }

  private static boolean anyMatches(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  private static boolean matches(String pattern, String action) {
    String expression = "\\Q" + pattern.toLowerCase(Locale.ROOT).replace("*", "\\E.*\\Q") + "\\E";
    return Pattern.compile(expression).matcher(action.toLowerCase(Locale.ROOT)).matches();
  }
}
