package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Failure;
import java.util.Optional;

/// What came of one question.
public sealed interface Asked<T> {
  record Told<T>(T value) implements Asked<T> {}

  /// It was asked, and there was no good answer.
  record Failed<T>(Failure failure) implements Asked<T> {}

  /// It could not be asked.
  ///
  /// @param why in words: `the Kubernetes API could not be asked`
  record NotAsked<T>(String why) implements Asked<T> {}

  default Optional<T> told() {
    return this instanceof Told<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /// Why there is no answer, to stand behind "not checked:".
  default String why() {
    return switch (this) {
      case Told<T> _ -> "";
      case Failed<T>(Failure failure) -> failure.what();
      case NotAsked<T>(String because) -> because;
    };
  }
}
