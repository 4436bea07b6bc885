package io.github.shgrotate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A shell that can be taught the commands and flags.
enum Shell {
  BASH,
  ZSH,
  FISH;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What this shell has to read.
  String script() {
    return switch (this) {
      case BASH -> BashCompletion.script();
      case ZSH -> ZshCompletion.script();
      case FISH -> FishCompletion.script();
    };
  }

  static Optional<Shell> of(String word) {
    return Arrays.stream(values()).filter(shell -> shell.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Shell::word).toList();
  }
}
