package io.github.shgrotate.kubernetes;

/// A token to sign in with that can be had anew.
interface BearerToken {
  /// The token to use now.
  String current();

  /// The token to use after the API has refused that one. Of many requests that were refused
  /// together, the first renews it for all.
  String otherThan(String refused);
}
