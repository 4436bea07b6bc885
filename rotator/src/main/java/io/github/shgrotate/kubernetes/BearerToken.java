package io.github.shgrotate.kubernetes;

import java.util.Optional;
import java.util.regex.Pattern;

/// A token to sign in with that can be had anew.
interface BearerToken {
  /// What a header can carry. Whoever puts anything else there is answered by Java's client with an
  /// exception that quotes it.
  Pattern CHARACTERS = Pattern.compile("[\\x21-\\x7e]+");

  /// Why a text is none, in words that follow the name of the place it was found in.
  String UNFIT = "holds characters that no token has";

  /// The token in a text that may have blanks and line ends around it; empty when there is none.
  static Optional<String> in(String text) {
    return Optional.of(text.strip()).filter(token -> CHARACTERS.matcher(token).matches());
  }

  /// The token to use now.
  String current();

  /// The token to use after the API has refused that one. Of many requests that were refused
  /// together, the first renews it for all.
  String otherThan(String refused);
}
