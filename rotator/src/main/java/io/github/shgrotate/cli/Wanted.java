package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;

/// One gateway of a file: what is wanted of it.
///
/// @param document the number of its document, from 1
/// @param line where that begins
/// @param name the document's own
record Wanted(
    int document, int line, String name, RotationRequest request, Duration rolloutTimeout) {
  /// How to name it to a user.
  String path() {
    return request.namespace() + "/" + name;
  }
}
