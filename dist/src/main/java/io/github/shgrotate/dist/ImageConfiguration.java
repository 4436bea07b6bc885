package io.github.shgrotate.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the image is run. `deploy/Dockerfile` says the same; a test compares them.
final class ImageConfiguration {
  static final String HOME = "/opt/apim-shg-rotate";

  /// A number, so that runAsNonRoot can be checked.
  static final int USER = 65532;

  private ImageConfiguration() {}

  static String user() {
    return "%d:%1$d".formatted(USER);
  }

  /// Java itself gets the arguments and the signals: there is no shell.
  static List<String> entryPoint() {
    Layout layout = new Layout(java.nio.file.Path.of(HOME));
    List<String> command = new ArrayList<>(layout.java());
    command.add("-XX:AOTCache=" + layout.cache());
    command.addAll(layout.mainClass());
    return command;
  }

  /// Without it Java reads the environment and its arguments as ASCII.
  static Map<String, String> environment() {
    return Map.of("LANG", "C.UTF-8");
  }

  static Map<String, String> labels(String version) {
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title",
            "apim-shg-rotate",
            "org.opencontainers.image.description",
            "Renews the token of an Azure API Management self-hosted gateway in Kubernetes",
            "org.opencontainers.image.version",
            version));
  }
}
