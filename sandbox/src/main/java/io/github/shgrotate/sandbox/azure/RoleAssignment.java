package io.github.shgrotate.sandbox.azure;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Actions that a principal may perform at a scope and below it.
///
/// @param scope a resource id: a subscription, a group, or any resource below; `/` for all
/// @param actions such as `Microsoft.ApiManagement/service/gateways/read`; `*` stands for anything
/// @param from when it takes effect; Azure needs a while after an assignment is made
record RoleAssignment(String scope, List<String> actions, Instant from) {
  boolean allows(String action, String at, Instant now) {
    return appliesTo(at, now) && actions.stream().anyMatch(pattern -> matches(pattern, action));
  }

  /// Whether it says anything about the resource by now.
  boolean appliesTo(String at, Instant now) {
    return !now.isBefore(from) && covers(at);
  }

  /// Whether the resource is the scope or lies below it. Azure compares without regard to case.
  private boolean covers(String resource) {
    String outer = withSlash(scope);
    return withSlash(resource).startsWith(outer);
  }

  private static String withSlash(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower : lower + "/";
  }

  private static boolean matches(String pattern, String action) {
    String expression = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
