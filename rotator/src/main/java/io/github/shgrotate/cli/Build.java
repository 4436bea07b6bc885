package io.github.shgrotate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// What this program was built from, as Maven wrote it down.
///
/// @param commit of git, and whether files differed from it; or that it is not known
/// @param time of every file of the build, which is the same in each build of a version
record Build(String version, String commit, String time) {
  static Build known() {
    Properties facts = new Properties();
    try (InputStream file =
        Objects.requireNonNull(Build.class.getResourceAsStream("build.properties"))) {
      facts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(fact(facts, "version"), fact(facts, "commit"), fact(facts, "time"));
  }

  private static String fact(Properties facts, String name) {
    return Objects.requireNonNull(facts.getProperty(name));
  }
}
