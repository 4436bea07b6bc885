package io.github.shgrotate.simulation;

import java.lang.reflect.Constructor;
import java.util.Optional;

/// The answers "no" that a port has among its results, found by their names: `Conflict` for a 409,
/// `NotPermitted` for a 403 that does not fail a run.
final class AnswerOf {
  private AnswerOf() {}

  static Optional<Object> conflict(Class<?> result) {
    return made(result, "Conflict");
  }

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
