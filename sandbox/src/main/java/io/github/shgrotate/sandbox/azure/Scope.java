package io.github.shgrotate.sandbox.azure;

import java.util.Locale;

/// Where roles are given: a resource id, which stands for the resource and all below it.
final class Scope {
  private Scope() {}

  /// Whether the resource is the scope or lies below it. Azure compares without regard to case.
  static boolean covers(String scope, String resource) {
    return withSlash(resource).startsWith(withSlash(scope));
  }

  private static String withSlash(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower : lower + "/";
  }
}
