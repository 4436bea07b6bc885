package io.github.shgrotate.sandbox.azure;

/// How generateToken answers for a gateway. All but the first are faults no client should trust.
public enum TokenAnswer {
  /// The token asked for.
  HONEST,
  /// `{"value":""}`
  EMPTY,
  /// `{}`
  MISSING,
  /// Text that is not a token.
  MALFORMED,
  /// A well-formed, signed token of the id `someone-else`.
  OF_ANOTHER_GATEWAY,
  /// A true token that ends a day before the expiry asked for.
  SHORTER,
  /// A true token that ends a day after the expiry asked for.
  LONGER,
  /// The right form, signed with a key that no gateway has.
  FORGED
}
