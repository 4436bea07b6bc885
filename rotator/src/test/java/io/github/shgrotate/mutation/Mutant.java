package io.github.shgrotate.mutation;

/// The product with one thing altered, and what became of it.
///
/// @param type the class, without its package; a nested one after a `$`
/// @param method the method, also for a lambda in it
/// @param alteration PIT's name for it
/// @param line the altered line of the source, which says where better than its number: that moves
record Mutant(String type, String method, String alteration, String line, Fate fate) {
  /// PIT's words.
  enum Fate {
    KILLED,
    /// It never ends, so it is noticed. But on a busy machine others may look like that.
    TIMED_OUT,
    MEMORY_ERROR,
    RUN_ERROR,
    NON_VIABLE,
    SURVIVED,
    /// No test gets there.
    NO_COVERAGE
  }

  boolean survives() {
    return fate == Fate.SURVIVED || fate == Fate.NO_COVERAGE;
  }

  /// The class that has a file of its own.
  String topLevelType() {
    return type.split("\\$", 2)[0];
  }

  /// As it is written in the list of survivors.
  @Override
  public String toString() {
    return "%s.%s %s: %s".formatted(type, method, alteration, line);
  }
}
