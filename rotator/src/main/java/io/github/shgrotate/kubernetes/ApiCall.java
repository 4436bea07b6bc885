package io.github.shgrotate.kubernetes;

import java.util.Locale;

/// One request of the Kubernetes API, in the words of its permissions. The body travels beside it:
/// it may hold the token.
///
/// @param resource the resource's plural, as in RBAC rules: `secrets`, or `pods/log`
/// @param subject what it is about, as kubectl writes it: `secrets/apim-gateway-token`, or `pods`
/// @param namespace empty for all of them
/// @param path path and query below the server's address
record ApiCall(Verb verb, String resource, String subject, String namespace, String path) {
  /// Kubernetes' verbs.
  enum Verb {
    GET("GET", ""),
    LIST("GET", ""),
    WATCH("GET", ""),
    /// Answered with lines of text, not with JSON.
    READ_LOG("GET", ""),
    PATCH("PATCH", "application/merge-patch+json"),
    /// A patch that says what it expects to find: operations in order, all of them or none.
    EDIT("PATCH", "application/json-patch+json"),
    CREATE("POST", "application/json");

    private final String method;
    private final String contentType;

    Verb(String method, String contentType) {
      this.method = method;
      this.contentType = contentType;
    }

    String method() {
      return method;
    }

    String contentType() {
      return contentType;
    }

    String word() {
      return switch (this) {
        case READ_LOG -> GET.word();
        case EDIT -> PATCH.word();
        case GET, LIST, WATCH, PATCH, CREATE -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /// The permission that it needs: `patch on secrets/apim-gateway-token in namespace apim`.
  String permission() {
    return "%s on %s %s".formatted(verb.word(), isOfPart() ? resource : subject, place());
  }

  /// The same as `kubectl auth can-i` wants to be asked: `get pods --subresource=log`.
  String question() {
    return verb.word()
        + " "
        + (isOfPart() ? resource.replace("/", " --subresource=") : subject)
        + (namespace.isEmpty() ? " -A" : " -n " + namespace);
  }

  /// Whether it is about a part of an object. Parts have rules of their own, and one for each
  /// object cannot be granted where the objects' names change.
  private boolean isOfPart() {
    return resource.contains("/");
  }

  /// `in namespace apim`, or `in all namespaces`.
  String place() {
    return namespace.isEmpty() ? "in all namespaces" : "in namespace " + namespace;
  }
}
