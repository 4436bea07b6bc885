package io.github.shgrotate.rotation;

import java.util.Optional;

/// Which of a gateway's two keys signs a token. Azure's closed enum `KeyType`.
public enum KeySlot {
  PRIMARY("primary"),
  SECONDARY("secondary");

  private final String wireName;

  KeySlot(String wireName) {
    this.wireName = wireName;
  }

  /// The word that Azure, the annotation `last-used-key` and the command line use.
  public String wireName() {
    return wireName;
  }

  public KeySlot other() {
    return switch (this) {
      case PRIMARY -> SECONDARY;
      case SECONDARY -> PRIMARY;
    };
  }

  /// The slot of that exact word; empty for any other.
  public static Optional<KeySlot> of(String wireName) {
    for (KeySlot slot : values()) {
      if (slot.wireName.equals(wireName)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }
}
