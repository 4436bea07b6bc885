package io.github.shgrotate.sandbox.kubelet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A container that is a real process of this machine, with the container's environment and no
/// other.
public final class ProcessContainer implements RunningContainer {
  // A grandchild may hold the pipe open when the process has ended.
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  private final Process process;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exited;

  private ProcessContainer(Process process) {
    this.process = process;
    CompletableFuture<Boolean> drained = new CompletableFuture<>();
    Thread.ofVirtual().name("container log").start(() -> drained.complete(drain()));
    this.exited =
        process
            .onExit()
            .thenCompose(
                ended ->
                    drained
                        .completeOnTimeout(false, LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(_ -> ended.exitValue()));
  }

  /// Starts the program in place of the image's. Arguments and variables that name a path of a
  /// volume name the file on this machine instead.
  ///
  /// @param program what the image's entry point is
  /// @param imageEnvironment the variables that the image brings; the container's own win
  /// @param start the container
  public static ProcessContainer start(
      List<String> program,
      Map<String, String> imageEnvironment,
      ContainerRuntime.ContainerStart start) {
    List<String> command = CommandLine.of(program, start);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(imageEnvironment);
    builder.environment().putAll(start.environment().variables());
    start.volumes().root().map(Path::toFile).ifPresent(builder::directory);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new ProcessContainer(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean drain() {
    byte[] buffer = new byte[4096];
    try (InputStream output = process.getInputStream()) {
      for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
        log.write(buffer, 0, read);
      }
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /// For whoever has to see to it that it does not outlive them.
  public Process process() {
    return process;
  }

  @Override
  public CompletableFuture<Integer> exited() {
    return exited;
  }

  @Override
  public void readinessChanged(boolean ready) {}

  @Override
  public void stop(Duration grace) {
    // Not the process' own destroy(), which closes the pipe of its last words too.
    process.toHandle().destroy();
  }

  @Override
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
  }

  @Override
  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }
}
