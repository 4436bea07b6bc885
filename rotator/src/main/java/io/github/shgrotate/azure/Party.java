package io.github.shgrotate.azure;

import java.util.Optional;
import java.util.Set;

/// Whom we talk to; each has its own signs that asking again is of use.
enum Party {
  ENTRA("Microsoft Entra", Integer.MAX_VALUE),
  ARM("Azure Resource Manager", Integer.MAX_VALUE),
  // Where nothing answers at all there is no managed identity; do not keep people waiting for it.
  IMDS("the managed identity endpoint", 2);

  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  // "Throttled" and "directory not available" (Microsoft's list of error codes).
  private static final Set<Integer> PASSING_AADSTS = Set.of(90055, 90033);

  // The conflicts that no waiting ends; any other one is of a change that is under way.
  private static final Set<String> LASTING_CONFLICTS =
      Set.of("ScopeLocked", "ReadOnlyDisabledSubscription", "MissingSubscriptionRegistration");

  private final String words;
  private final int brokenAttempts;

  Party(String words, int brokenAttempts) {
    this.words = words;
    this.brokenAttempts = brokenAttempts;
  }

  String words() {
    return words;
  }

  /// How often it is tried when no answer comes at all.
  int brokenAttempts() {
    return brokenAttempts;
  }

  boolean retries(Answer answer) {
    if (PASSING.contains(answer.status())) {
      return true;
    }
    return switch (this) {
      case ENTRA -> !answer.ok() && PASSING_AADSTS.contains(EntraError.of(answer).number());
      case ARM ->
          answer.status() == 409
              && ArmError.of(answer)
                  .code()
                  .filter(code -> !LASTING_CONFLICTS.contains(code))
                  .isPresent();
      case IMDS -> answer.status() == 404 || answer.status() == 410 || answer.status() / 100 == 5;
    };
  }

  /// The status, with the error's code where there is one: `429 (TooManyRequests)`.
  String described(Answer answer) {
    Optional<String> code =
        switch (this) {
          case ENTRA, IMDS -> EntraError.of(answer).shortName();
          case ARM -> ArmError.of(answer).code();
        };
    return answer.status() + code.map(it -> " (" + it + ")").orElse("");
  }
}
