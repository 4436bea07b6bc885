package io.github.shgrotate.doctor;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What one role that somebody holds allows, as Azure tells it: the actions, less the others. A
/// star stands for any text, and letters count alike in either case (Azure's documents on role
/// definitions).
public record RolePermission(List<String> actions, List<String> notActions) {
  public RolePermission {
    actions = List.copyOf(actions);
    notActions = List.copyOf(notActions);
  }

  /// Whether any of them allows the action. What one role takes away, another may give.
  static boolean allow(List<RolePermission> all, String action) {
    return all.stream().anyMatch(each -> each.allows(action));
  }

  private boolean allows(String action) {
    return anyMatches(actions, action) && !anyMatches(notActions, action);
  }

  private static boolean anyMatches(List<String> patterns, String action) {
    String name = action.toLowerCase(Locale.ROOT);
    return patterns.stream()
        .map(pattern -> "\\Q" + pattern.toLowerCase(Locale.ROOT).replace("*", "\\E.*\\Q") + "\\E")
        .anyMatch(pattern -> Pattern.matches(pattern, name));
  }
}
