package io.github.shgrotate.sandbox.azure;

import java.util.Optional;
import java.util.stream.Stream;

/// Which of a gateway's two keys.
public enum KeySlot {
  PRIMARY("primary"),
  SECONDARY("secondary");

  private final String word;

  KeySlot(String word) {
    this.word = word;
  }

  /// The word in Azure's JSON, to the letter.
  public String word() {
    return word;
  }

  static Optional<KeySlot> of(String word) {
    return Stream.of(values()).filter(slot -> slot.word.equals(word)).findFirst();
  }
}
