package io.github.shgrotate.cli;

/// Where a run over many gateways speaks: one thing after the other, whoever says it, and on a
/// terminal with a last line that is rewritten.
final class FleetConsole {
  private static final String CLEARED = "\r\u001B[K";

  /// Never so long that a usual terminal would break it: only one row can be taken back.
  private static final int LONGEST = 79;

  private final Surroundings surroundings;
  private final boolean rewrites;
  private final Log log;
  private String last = "";
  private boolean isShut;

  FleetConsole(Surroundings surroundings, Formats formats) {
    this.surroundings = surroundings;
    this.rewrites = surroundings.mayRewrite() && !formats.jsonLog();
    this.log = formats.jsonLog() ? JsonLog.of(surroundings) : new TextLog(this::words);
  }

  /// For lines that are about no gateway.
  Log log() {
    return log;
  }

  boolean rewrites() {
    return rewrites;
  }

  /// A result, for standard output.
  void result(String text) {
    undisturbed(
        () -> {
          surroundings.out().println(text);
          surroundings.out().flush();
        });
  }

  /// Lets somebody write in between.
  synchronized void undisturbed(Runnable writing) {
    if (isShut) {
      return;
    }
    takeBack();
    try {
      writing.run();
    } finally {
      putBack();
    }
  }

  /// Words, for standard error.
  void words(String text) {
    undisturbed(() -> surroundings.err().println(text));
  }

  /// Says the last that there is to say; from then on nobody says anything.
  synchronized void lastWords(Runnable saying) {
    if (!isShut) {
      last("");
      saying.run();
      isShut = true;
    }
  }

  /// Rewrites the last line; an empty text takes it away.
  synchronized void last(String text) {
    String line = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (!isShut && !line.equals(last)) {
      takeBack();
      last = line;
      putBack();
    }
  }

  private void takeBack() {
    show(last.isEmpty() ? "" : CLEARED);
  }

  private void putBack() {
    show(last);
  }

  private void show(String text) {
    if (!text.isEmpty()) {
      surroundings.err().print(text);
      surroundings.err().flush();
    }
  }
}
