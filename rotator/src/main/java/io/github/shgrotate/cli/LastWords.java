package io.github.shgrotate.cli;

/// What is said when the process is told to end (SIGTERM, Ctrl-C) before its work is done.
@FunctionalInterface
interface LastWords {
  /// Nobody tells this process to end.
  LastWords NONE = _ -> () -> {};

  /// Has them said when that happens; then the process ends, whatever else it does at that moment.
  ///
  /// @return to be closed when the work is done
  Prepared prepare(Runnable say);

  /// Until it is closed, the words are said.
  interface Prepared extends AutoCloseable {
    @Override
    void close();
  }
}
