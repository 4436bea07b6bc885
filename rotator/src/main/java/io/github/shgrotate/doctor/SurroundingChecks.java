package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Advice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clocks that do not agree, and proxies in between.
final class SurroundingChecks {
  /// Within it Entra accepts an assertion.
  private static final Duration TOLERATED = Duration.ofMinutes(5);

  private static final Advice SET_IT = Advice.of("set it right");

  private SurroundingChecks() {}

  static List<Finding> clocks(Examined examined) {
    List<Finding> all = new ArrayList<>();
    Optional<Duration> local = examined.azure().gateway().told().map(GatewayFacts::localClockAhead);
    Optional<Duration> server = examined.cluster().serverAhead();
    if (local.isEmpty()) {
      all.add(Finding.notChecked(Check.CLOCKS, "Azure did not tell its time"));
    } else if (isOff(local.get())) {
      all.add(
          Finding.warning(
              Check.CLOCKS,
              "this machine's clock is %s Azure's: a rotation goes by Azure's, but a sign-in with a"
                      .formatted(said(local.get()))
                  + " certificate or a federated token may be refused",
              SET_IT));
    } else {
      all.add(Finding.ok(Check.CLOCKS, "this machine's clock agrees with Azure's"));
    }
    if (server.isEmpty()) {
      all.add(Finding.notChecked(Check.CLOCKS, "the Kubernetes API did not tell its time"));
      return all;
    }
    String other = local.isPresent() ? "Azure's" : "this machine's";
    Duration ahead = server.get().plus(local.orElse(Duration.ZERO));
    all.add(
        isOff(ahead)
            ? Finding.warning(
                Check.CLOCKS,
                "the Kubernetes API's clock is %s %s: pods may be told to present tokens at the"
                        .formatted(said(ahead), other)
                    + " wrong time",
                SET_IT)
            : Finding.ok(Check.CLOCKS, "the Kubernetes API's clock agrees with " + other));
    return all;
  }

  private static boolean isOff(Duration ahead) {
    return ahead.abs().compareTo(TOLERATED) > 0;
  }

  private static String said(Duration ahead) {
    return "%s %s".formatted(Words.duration(ahead), ahead.isNegative() ? "behind" : "ahead of");
  }

  static List<Finding> proxies(Examined examined) {
    return examined.routes().stream()
        .map(
            route ->
                Finding.ok(
                    Check.PROXIES,
                    route
                        .proxy()
                        .map(
                            proxy ->
                                "%s is asked through the proxy %s".formatted(route.host(), proxy))
                        .orElseGet(() -> route.host() + " is asked directly")))
        .toList();
  }
}
