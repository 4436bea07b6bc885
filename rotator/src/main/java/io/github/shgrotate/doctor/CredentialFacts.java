package io.github.shgrotate.doctor;

import java.time.Instant;

/// How a rotation signs in to Azure.
///
/// @param method in words: `the service principal 3f1c… with a client secret`
/// @param because why this way: what was asked for, or what `auto` went by
public record CredentialFacts(String method, String because, End end) {
  /// When it stops working.
  public sealed interface End {
    /// A certificate's end.
    record At(String clientId, String file, Instant moment) implements End {}

    /// Only Entra knows.
    record KnownToEntra(String clientId) implements End {}

    /// It has none, or is renewed by somebody else.
    record None() implements End {}
  }
}
