package io.github.shgrotate.sandbox.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request as a handler sees it.
///
/// @param method the verb, in capitals
/// @param path the decoded path, without the query
/// @param query the decoded query, the last value winning
/// @param headers by lower-case name
/// @param body as text; empty when the client sent none
public record Exchange(
    String method,
    String path,
    Map<String, String> query,
    Map<String, List<String>> headers,
    String body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
  }

  public Optional<String> queryValue(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// The credential behind `Authorization: Bearer`.
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring(7));
  }
}
