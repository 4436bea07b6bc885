package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.ProofPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// How far the proof is to go beyond ready pods.
final class ProofReader {
  private final Given given;
  private final Consumer<String> mistakes;

  ProofReader(Given given, Consumer<String> mistakes) {
    this.given = given;
    this.mistakes = mistakes;
  }

  /// @param hold already read
  ProofPolicy read(Optional<Duration> hold, boolean checkLogs, boolean signature) {
    String pattern = given.text(Option.REFUSAL_PATTERN).orElse(SettingsReader.REFUSED);
    check(pattern);
    if (!checkLogs && given.text(Option.REFUSAL_PATTERN).isPresent()) {
      mistakes.accept(
          "%s: says nothing without %s"
              .formatted(Option.REFUSAL_PATTERN.named(), Option.CHECK_LOGS.named()));
    }
    return new ProofPolicy(
        hold.orElse(Duration.ZERO),
        checkLogs ? List.of(pattern) : List.of(),
        probeUrl(),
        signature);
  }

  private void check(String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      mistakes.accept("%s: %s".formatted(Option.REFUSAL_PATTERN.named(), e.getDescription()));
    }
  }

  private Optional<String> probeUrl() {
    Optional<String> text = given.text(Option.PROBE_URL);
    if (text.isPresent() && !isAddress(text.get().replace(ProofPolicy.POD_IP, "192.0.2.1"))) {
      mistakes.accept(
          "%s: \"%s\" is no http:// or https:// address"
              .formatted(Option.PROBE_URL.named(), text.get()));
      return Optional.empty();
    }
    return text;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
