package io.github.shgrotate.kubernetes;

import java.util.Map;
import java.util.Optional;

/// What came of asking for a ConfigMap.
sealed interface ConfigMapAnswer {
  /// It was read. A class and not a record: somebody may have put a token there.
  final class Read implements ConfigMapAnswer {
    private final Map<String, String> data;

    Read(Map<String, String> data) {
      this.data = Map.copyOf(data);
    }

    Optional<String> text(String key) {
      return Optional.ofNullable(data.get(key));
    }
  }

  record Missing() implements ConfigMapAnswer {}

  /// This account may not read it.
  ///
  /// @param permission the missing one, in words
  record NotPermitted(String permission) implements ConfigMapAnswer {}
}
