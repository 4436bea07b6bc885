package io.github.shgrotate.cli;

import io.github.shgrotate.status.SampleGateways;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;

/// Surroundings that remember what was written to them. The clock stands still.
final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Surroundings surroundings;

  private Screen(Map<String, String> environment, boolean isTerminal) {
    surroundings =
        new Surroundings(
            environment,
            Path.of("/nowhere"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.fixed(SampleGateways.NOW, ZoneOffset.UTC),
            _ -> {},
            new Terminal(InputStream.nullInputStream(), () -> isTerminal, () -> isTerminal),
            LastWords.NONE);
  }

  static Screen away() {
    return new Screen(Map.of(), false);
  }

  static Screen with(Map<String, String> environment) {
    return new Screen(environment, false);
  }

  static Screen terminal(Map<String, String> environment) {
    return new Screen(environment, true);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
