package io.github.shgrotate.cli;

/// What `--version` says: one line for whoever asks which it is, and what else a report needs.
final class Version {
  private Version() {}

  static String line() {
    return line(Build.known());
  }

  private static String line(Build build) {
    return "apim-shg-rotate %s, Java %s".formatted(build.version(), Runtime.version());
  }

  static String text() {
    Build build = Build.known();
    return """
    %s
    commit       %s
    build time   %s
    runtime      %s %s, %s %s
    api-version  %s
    """
        .formatted(
            line(build),
            build.commit(),
            build.time(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vendor.version", System.getProperty("java.vendor")),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            SettingsReader.DEFAULT_ARM_API_VERSION);
  }
}
