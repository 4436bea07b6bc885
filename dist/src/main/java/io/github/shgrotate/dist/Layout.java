package io.github.shgrotate.dist;

import java.nio.file.Path;
import java.util.List;

/// Where everything is in the shipped folder.
record Layout(Path home) {
  Path jar() {
    return home.resolve("apim-shg-rotate.jar");
  }

  Path libraries() {
    return home.resolve("lib");
  }

  Path runtime() {
    return home.resolve("runtime");
  }

  Path launcher() {
    return home.resolve("bin/apim-shg-rotate");
  }

  Path options() {
    return home.resolve("bin/java.options");
  }

  Path cache() {
    return home.resolve("apim-shg-rotate.aot");
  }

  Path bill() {
    return home.resolve("sbom.cdx.json");
  }

  Path licences() {
    return home.resolve("THIRD-PARTY.txt");
  }

  /// What the system's man and shells look for, beside `bin`.
  Path manPage() {
    return home.resolve("share/man/man1/apim-shg-rotate.1");
  }

  Path bashCompletion() {
    return home.resolve("share/bash-completion/completions/apim-shg-rotate");
  }

  Path zshCompletion() {
    return home.resolve("share/zsh/site-functions/_apim-shg-rotate");
  }

  Path fishCompletion() {
    return home.resolve("share/fish/vendor_completions.d/apim-shg-rotate.fish");
  }

  /// As the launcher begins.
  List<String> java() {
    return List.of(runtime().resolve("bin/java").toString(), "@" + options());
  }

  /// As the launcher ends.
  List<String> mainClass() {
    return List.of("-cp", jar().toString(), "io.github.shgrotate.cli.Main");
  }
}
