package io.github.shgrotate.rotation;

/// Somebody else who writes an object, and would write an old token or template back.
///
/// @param tool who: `Helm`, `Argo CD` …
/// @param evidence what shows it: a label, an annotation, an owner
/// @param advice how to make it leave the token alone
public record Owner(String tool, String evidence, String advice) {}
