package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;

/// An exception that nobody foresaw, as a failure for a document. Its message stays out of it: who
/// knows what is quoted there.
final class OwnMistake {
  static final String HOLDS = "whatever was done is recorded; the next run goes on from there";

  private OwnMistake() {}

  static Failure of(RuntimeException mistake) {
    return new Failure(
        Reason.INTERNAL,
        "A mistake of this program's own",
        "apim-shg-rotate " + Build.known().version(),
        mistake.getClass().getName(),
        "report it with what standard error says");
  }
}
