package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Pause;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/// What the process was given: the one place through which the program touches its surroundings.
///
/// @param environment the environment variables
/// @param home the user's home folder
/// @param out standard output, for results
/// @param err standard error, for words
/// @param lastWords what is said when it is told to end too soon
record Surroundings(
    Map<String, String> environment,
    Path home,
    PrintStream out,
    PrintStream err,
    Clock clock,
    Pause pause,
    Terminal terminal,
    LastWords lastWords) {
  private static final int USUAL_COLUMNS = 80;

  /// Away from any terminal, and with nobody who ends it.
  Surroundings(
      Map<String, String> environment,
      Path home,
      PrintStream out,
      PrintStream err,
      Clock clock,
      Pause pause) {
    this(environment, home, out, err, clock, pause, Terminal.NONE, LastWords.NONE);
  }

  /// The same with other ears.
  Surroundings speakingTo(PrintStream otherOut, PrintStream otherErr) {
    return new Surroundings(
        environment, home, otherOut, otherErr, clock, pause, terminal, lastWords);
  }

  /// Whether a line of standard error may be rewritten.
  boolean mayRewrite() {
    return mayControl() && terminal.errorsAreWatched().getAsBoolean();
  }

  /// Whether results may be coloured.
  boolean colours() {
    return mayControl() && terminal.resultsAreWatched().getAsBoolean();
  }

  /// Whether a terminal may get more than plain text (no-color.org).
  private boolean mayControl() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// How wide results may be.
  int columns() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  /// Whether a program of that name is on the search path.
  boolean finds(String program) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
