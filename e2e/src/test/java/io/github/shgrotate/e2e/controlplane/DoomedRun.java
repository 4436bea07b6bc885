package io.github.shgrotate.e2e.controlplane;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A test run in small, to be killed: a supervised program, a process that it guards, and a file.
final class DoomedRun {
  private DoomedRun() {}

  /// Prints the folder, then waits for its end.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Supervisor supervisor = Supervisor.start();
    supervisor.run("program", List.of("sleep", "3600"));
    supervisor.guard(new ProcessBuilder("sleep", "3600").start());
    // The order is carried out when the next one is.
    supervisor.run("last", List.of("sleep", "3600"));
    System.out.println(supervisor.folder());
    new CountDownLatch(1).await();
  }
}
