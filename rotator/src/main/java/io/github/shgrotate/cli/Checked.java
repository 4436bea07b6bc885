package io.github.shgrotate.cli;

import java.util.List;

/// What came of reading a command line.
sealed interface Checked<S> {
  record Good<S>(S settings) implements Checked<S> {}

  /// What is wrong.
  ///
  /// @param sentences at least one
  record Bad<S>(List<String> sentences) implements Checked<S> {
    public Bad {
      sentences = List.copyOf(sentences);
    }
  }
}
