package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.StatusPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Everything that `status` was asked to be, checked.
///
/// @param scope empty for the namespace that the cluster's access means
/// @param isMonitoring exit codes are those of monitoring systems
record StatusSettings(
    Optional<Scope> scope,
    StatusPolicy policy,
    boolean isMonitoring,
    Output output,
    Optional<Path> caFile,
    Optional<String> kubeconfig,
    Optional<String> context,
    boolean debug) {
  enum Output {
    TEXT,
    JSON,
    HTML
  }

  static Checked<StatusSettings> read(Given given) {
    return new Reader(given).read();
  }

  /// Whether the exit code is meant for a monitoring system, right or wrong as the rest may be.
  static boolean isMonitoring(Given given) {
    return given.text(StatusOption.WARN).isPresent() || given.text(StatusOption.CRIT).isPresent();
  }

  private static final class Reader extends OptionReader {
    private Reader(Given given) {
      super(given);
    }

    private Checked<StatusSettings> read() {
      StatusSettings settings =
          new StatusSettings(
              scope(),
              policy(),
              isMonitoring(given),
              Output.valueOf(word(StatusOption.OUTPUT, "text").toUpperCase(Locale.ROOT)),
              path(Option.CA_FILE),
              given.text(Option.KUBECONFIG),
              given.text(Option.CONTEXT),
              isSet(Option.DEBUG));
      return checked(settings);
    }

    private Optional<Scope> scope() {
      String namespace = named(StatusOption.NAMESPACE, Names::namespace);
      if (!isSet(StatusOption.ALL_NAMESPACES)) {
        return namespace.isEmpty() ? Optional.empty() : Optional.of(Scope.of(namespace));
      }
      // The variable may be there for the rotation beside; a flag is meant.
      if (given.isFlag(StatusOption.NAMESPACE)) {
        mistakes.add("-n and -A exclude each other: one namespace, or all of them");
      }
      return Optional.of(Scope.everywhere());
    }

    private static Duration longer(Duration usual, Optional<Duration> other) {
      return other.filter(it -> it.compareTo(usual) > 0).orElse(usual);
    }

    private static Duration shorter(Duration usual, Optional<Duration> other) {
      return other.filter(it -> it.compareTo(usual) < 0).orElse(usual);
    }

    private StatusPolicy policy() {
      StatusPolicy standard = StatusPolicy.STANDARD;
      Optional<Duration> warnGiven = duration(StatusOption.WARN);
      Optional<Duration> critGiven = duration(StatusOption.CRIT);
      // Who gives one of them alone is not told of the other, which gives way.
      Duration warn = warnGiven.orElse(longer(standard.warn(), critGiven));
      Duration crit = critGiven.orElse(shorter(standard.crit(), warnGiven));
      if (crit.compareTo(warn) > 0) {
        mistakes.add(
            "--crit must not be more than --warn (%s and %s)"
                .formatted(Words.duration(crit), Words.duration(warn)));
      }
      return new StatusPolicy(
          duration(StatusOption.RENEW_BEFORE).orElse(standard.renewBefore()), warn, crit);
    }
  }
}
