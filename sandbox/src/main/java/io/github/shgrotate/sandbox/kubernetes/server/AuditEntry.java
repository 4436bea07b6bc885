package io.github.shgrotate.sandbox.kubernetes.server;

import java.time.Instant;

/// One request as the API judged it.
///
/// @param user empty-handed callers are `system:anonymous`
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`
/// @param subresource empty for the resource itself
/// @param name empty for lists
/// @param status the HTTP status; for a watch the one it began with
public record AuditEntry(
    Instant at,
    String user,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    int status) {}
