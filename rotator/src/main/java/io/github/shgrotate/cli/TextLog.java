package io.github.shgrotate.cli;

import java.util.function.Consumer;

/// For people: a word that says what kind of line it is, and the line.
record TextLog(Consumer<String> lines) implements Log {
  @Override
  public void notice(String line) {
    lines.accept("notice   " + line);
  }

  @Override
  public void debug(String line) {
    lines.accept("debug    " + line);
  }

  @Override
  public void progress(String line) {
    lines.accept("progress " + line);
  }
}
