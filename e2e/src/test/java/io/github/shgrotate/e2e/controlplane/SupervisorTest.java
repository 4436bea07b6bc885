package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No process and no file is left behind, however a test run ends.
class SupervisorTest {

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  void everything_goes_with_a_run_that_is_killed(String signal) throws Exception {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedRun.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path folder = Path.of(firstLine(run));
    // The supervisor, its two programs, and the guarded one.
    Eventually.is("all its processes", () -> run.descendants().count() == 4);
    List<ProcessHandle> processes = run.descendants().toList();
    assertThat(folder).isDirectory();

    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();

    Eventually.is(
        "the end of all its processes", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    Eventually.is("the end of its folder", () -> !Files.exists(folder));
  }

  @Test
  void everything_goes_with_one_that_ends_well() throws Exception {
    Supervisor supervisor = Supervisor.start();
    supervisor.run("program", List.of("sleep", "3600"));
    Process guarded = new ProcessBuilder("sleep", "3600").start();
    supervisor.guard(guarded);
    Eventually.is("the program", () -> Files.exists(supervisor.folder().resolve("program.log")));

    supervisor.close();

    assertThat(guarded.waitFor()).isEqualTo(128 + 9);
    assertThat(supervisor.folder()).doesNotExist();
  }

  private static String firstLine(Process run) throws IOException {
    return run.inputReader().readLine();
  }
}
