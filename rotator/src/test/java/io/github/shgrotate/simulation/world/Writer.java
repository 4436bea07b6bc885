package io.github.shgrotate.simulation.world;

/// Who changed something.
public sealed interface Writer {
  /// A run of the rotator, by its number.
  record Run(int number) implements Writer {}

  /// A person, or a tool of theirs.
  record Person(String how) implements Writer {}

  default boolean isRun() {
    return this instanceof Run;
  }
}
