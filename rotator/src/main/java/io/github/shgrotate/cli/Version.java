package io.github.shgrotate.cli;

import java.util.Optional;

/// What `--version` says.
final class Version {
  private Version() {}

  static String line() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return "apim-shg-rotate %s, Java %s".formatted(version, Runtime.version());
  }
}
