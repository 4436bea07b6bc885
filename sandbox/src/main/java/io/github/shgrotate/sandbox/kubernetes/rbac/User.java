package io.github.shgrotate.sandbox.kubernetes.rbac;

import java.util.List;

/// Who asks.
public record User(String name, List<String> groups) {
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  public static final User ANONYMOUS =
      new User("system:anonymous", List.of("system:unauthenticated"));
  public static final User ADMIN =
      new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));

  /// A user by name; the name of a service account brings its groups.
  public static User named(String name) {
    if (name.startsWith(SERVICE_ACCOUNT)) {
      String namespace = name.substring(SERVICE_ACCOUNT.length()).split(":")[0];
      return new User(
          name,
          List.of(
              "system:serviceaccounts",
              "system:serviceaccounts:" + namespace,
              "system:authenticated"));
    }
    return new User(name, List.of("system:authenticated"));
  }

  public static User serviceAccount(String namespace, String name) {
    return named(SERVICE_ACCOUNT + namespace + ":" + name);
  }
}
