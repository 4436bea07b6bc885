package io.github.shgrotate.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody probably meant to type.
final class Nearest {
  private Nearest() {}

  /// The known word with the fewest edits between, if there are few enough to be a slip.
  static Optional<String> of(String typed, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(word -> edits(typed, word)))
        .filter(word -> edits(typed, word) <= Math.max(2, typed.length() / 3));
  }

  /// Levenshtein's distance.
  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
