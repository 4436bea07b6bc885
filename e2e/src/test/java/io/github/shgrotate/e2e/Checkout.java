package io.github.shgrotate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of the repository that a user is given.
final class Checkout {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Checkout() {}

  static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
