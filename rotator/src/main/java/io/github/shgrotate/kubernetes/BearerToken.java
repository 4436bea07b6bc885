package io.github.shgrotate.kubernetes;

/// A token to sign in with that can be had anew.
interface BearerToken {
  /// The token to use now.
  String current();

  /// The token to use after the API has refused the current one.
  String renewed();
}
