package io.github.shgrotate.rotation;

import java.util.Optional;

/// How the key of the next token is chosen, with the meaning the bash script gave the words.
public enum KeyPolicy {
  /// The key used last; primary when none is recorded.
  LAST,
  /// The other key than the one used last; primary when none is recorded.
  ROTATE,
  PRIMARY,
  SECONDARY;

  /// Decides.
  ///
  /// @param recorded what the annotation `last-used-key` holds; an empty text counts as none, as in
  ///   the script
  /// @return the key, or empty when the record is needed and is no key's name
  public Optional<KeySlot> choose(Optional<String> recorded) {
    Optional<String> used = recorded.filter(text -> !text.isEmpty());
    return switch (this) {
      case PRIMARY -> Optional.of(KeySlot.PRIMARY);
      case SECONDARY -> Optional.of(KeySlot.SECONDARY);
      case LAST -> used.isEmpty() ? Optional.of(KeySlot.PRIMARY) : KeySlot.of(used.get());
      case ROTATE ->
          used.isEmpty()
              ? Optional.of(KeySlot.PRIMARY)
              : KeySlot.of(used.get()).map(KeySlot::other);
    };
  }
}
