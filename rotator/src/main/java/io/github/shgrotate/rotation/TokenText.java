package io.github.shgrotate.rotation;

/// What a Secret's data key holds, judged as a gateway token.
public sealed interface TokenText {
  /// There is no such data key, or it is empty.
  record Absent() implements TokenText {}

  /// There is a text, but no token.
  ///
  /// @param why what is wrong with it, without quoting it
  record Unreadable(String why) implements TokenText {}

  /// A whole token.
  record Whole(TokenFacts facts) implements TokenText {}
}
