package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Journal;
import java.lang.reflect.Constructor;
import java.util.Optional;

/// The answers "no" that a port has among its results, found by their names, so that a new port has
/// them without a word here.
final class AnswerOf {
  private AnswerOf() {}

  /// What a port answers that never throws; empty for one that does.
  static Optional<Object> failure(Class<?> port, Class<?> result, String why) {
    return port.equals(Journal.class)
        ? Optional.of(Optional.of(why))
        : made(result, "Unreadable", why).or(() -> made(result, "NotServed", why));
  }

  /// What a port answers to a 409 that does not fail a run.
  static Optional<Object> conflict(Class<?> result) {
    return made(result, "Conflict");
  }

  /// What a port answers to a 403 that does not fail a run.
  static Optional<Object> notPermitted(Class<?> result) {
    return made(result, "NotPermitted", "a permission");
  }

  private static Optional<Object> made(Class<?> result, String name, Object... arguments) {
    if (!result.isSealed()) {
      return Optional.empty();
    }
    for (Class<?> each : result.getPermittedSubclasses()) {
      if (each.getSimpleName().equals(name)) {
        try {
          Constructor<?> constructor = each.getDeclaredConstructors()[0];
          return Optional.of(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(each + " is not made from " + arguments.length, e);
        }
      }
    }
    return Optional.empty();
  }
}
