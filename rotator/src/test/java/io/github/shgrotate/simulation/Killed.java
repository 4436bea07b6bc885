package io.github.shgrotate.simulation;

/// The process is gone. An error, so that nothing in the core can catch it by accident.
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
