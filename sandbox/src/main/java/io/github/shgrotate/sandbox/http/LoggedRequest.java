package io.github.shgrotate.sandbox.http;

import java.time.Instant;
import java.util.Optional;

/// A request as the server saw it, for judges that do not ask the client.
///
/// @param at the sandbox's time of arrival
/// @param server which server (`entra`, `imds`, `arm`, `configuration`, `kubernetes`)
/// @param query the raw query, empty when none
/// @param fault the fault that hit it
/// @param status the status sent; 0 when the connection was dropped
public record LoggedRequest(
    Instant at,
    String server,
    String method,
    String path,
    String query,
    Exchange exchange,
    Optional<String> fault,
    int status) {
  @Override
  public String toString() {
    return "%s %s %s%s -> %d%s"
        .formatted(
            server,
            method,
            path,
            query.isEmpty() ? "" : "?" + query,
            status,
            fault.map(f -> " (" + f + ")").orElse(""));
  }
}
