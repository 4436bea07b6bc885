package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What access tokens can be for. ARM and Graph go by several names; the vault exists so that a
/// token for the wrong one can be had, and refused.
final class Audiences {
  static final String ARM = "https://management.core.windows.net/";

  private static final List<String> ARM_NAMES =
      List.of(
          ARM,
          "https://management.azure.com/",
          "https://management.core.usgovcloudapi.net/",
          "https://management.usgovcloudapi.net/",
          "https://management.core.chinacloudapi.cn/",
          "https://management.chinacloudapi.cn/");
  private static final String GRAPH = "https://graph.microsoft.com/";
  private static final String VAULT = "https://vault.azure.net/";

  private final Addresses addresses;

  Audiences(Addresses addresses) {
    this.addresses = addresses;
  }

  /// Whether Entra knows the resource.
  boolean known(String resource) {
    return isArm(resource) || isGraph(resource) || same(VAULT, resource);
  }

  /// Whether ARM takes a token for this audience.
  boolean isArm(String audience) {
    return names().anyMatch(name -> same(name, audience));
  }

  /// Whether Graph takes a token for this audience.
  boolean isGraph(String audience) {
    return same(GRAPH, audience) || same(addresses.graph().toString(), audience);
  }

  /// The resource of a v2 scope, `{resource}/.default`; empty when it is not of that form.
  static Optional<String> ofScope(String scope) {
    return Stream.of(scope.split(" "))
        .filter(word -> word.endsWith("/.default"))
        .map(word -> word.substring(0, word.length() - "/.default".length()))
        .findFirst();
  }

  /// As ARM lists them in its refusal.
  String allowed() {
    return String.join(",", names().map(name -> "'" + name + "'").toList());
  }

  private Stream<String> names() {
    return Stream.concat(ARM_NAMES.stream(), Stream.of(addresses.arm().toString()));
  }

  private static boolean same(String a, String b) {
    return bare(a).equalsIgnoreCase(bare(b));
  }

  private static String bare(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
