package io.github.shgrotate.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads the options of a command, of whatever table. Every mistake is collected, so that a user
/// mends them all at once; a value that is wrong is replaced by a harmless one meanwhile.
abstract class OptionReader {
  final Given given;
  final List<String> mistakes;

  OptionReader(Given given) {
    this.given = given;
    this.mistakes = new ArrayList<>(given.mistakes());
  }

  /// The settings, unless there was a mistake.
  final <S> Checked<S> checked(S settings) {
    return mistakes.isEmpty() ? new Checked.Good<>(settings) : new Checked.Bad<>(mistakes);
  }

  final String named(CommandOption option, Function<String, Optional<String>> rule) {
    check(option, rule);
    return given.text(option).orElse("");
  }

  final void check(CommandOption option, Function<String, Optional<String>> rule) {
    given
        .text(option)
        .flatMap(rule)
        .ifPresent(wrong -> mistakes.add(option.named() + ": " + wrong));
  }

  /// One of a few words, in any case; the default when it is none of them (the mistake is noted).
  final String word(CommandOption option, String fallback) {
    List<String> known = option.choices();
    Optional<String> text = given.text(option);
    String chosen = text.orElse(fallback).toLowerCase(Locale.ROOT);
    if (known.contains(chosen)) {
      return chosen;
    }
    mistakes.add(
        "%s: %s is none of %s"
            .formatted(
                option.named(),
                option.group() == OptionGroup.SIGN_IN
                    ? "what was given (not shown, as it may be secret)"
                    : '"' + chosen + '"',
                String.join(", ", known)));
    return fallback;
  }

  final boolean isSet(CommandOption option) {
    String text = given.text(option).orElse("false").toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        mistakes.add("%s: \"%s\" is neither true nor false".formatted(option.named(), text));
        yield false;
      }
    };
  }

  final Optional<Duration> duration(CommandOption option) {
    Optional<String> text = given.text(option);
    Optional<Duration> duration = text.flatMap(Durations::parse);
    if (text.isPresent() && duration.filter(Duration::isPositive).isEmpty()) {
      mistakes.add(
          "%s: \"%s\": %s".formatted(option.named(), text.get(), Durations.mistake(text.get())));
    }
    return duration;
  }

  final Optional<URI> url(CommandOption option) {
    Optional<String> text = given.text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, as for any other text that is no address.
    }
    mistakes.add("%s: \"%s\" is no https:// address".formatted(option.named(), text.get()));
    return Optional.empty();
  }

  final Optional<Path> path(CommandOption option) {
    try {
      return given.text(option).map(Path::of);
    } catch (InvalidPathException e) {
      mistakes.add("%s: no path of a file".formatted(option.named()));
      return Optional.empty();
    }
  }
}
