package io.github.shgrotate.rotation;

import java.util.Optional;

/// What still holds when a rotation has failed: the sentence that lets a reader sleep, or not.
final class Standing {
  private Standing() {}

  /// @param seen the Secret, if it was read
  /// @param now Azure's time, if Azure was reached
  /// @param renewed whether what the Secret holds is what this run has stored
  /// @param aside what else is to be known, in place of what was changed
  static String say(
      RotationRequest request,
      Optional<SecretFacts> seen,
      Optional<String> dataKey,
      Optional<GatewayFacts> now,
      boolean renewed,
      boolean restarted,
      Optional<String> aside) {
    if (seen.isEmpty() || dataKey.isEmpty()) {
      return "nothing was changed";
    }
    String holds =
        switch (seen.get().text(dataKey.get())) {
          case TokenText.Absent() -> "holds no token";
          case TokenText.Unreadable(String why) -> "holds no usable token (%s)".formatted(why);
          case TokenText.Whole(TokenFacts token) ->
              "holds %s token %s, good %s"
                  .formatted(
                      renewed ? "the new" : "the former",
                      token.fingerprint(),
                      now.map(facts -> Words.end(token, facts.azureTime()))
                          .orElse("until " + token.expiresAt()));
        };
    String changed =
        aside.orElse(
            restarted
                ? "a restart was asked for, which the pods have not finished"
                : renewed ? "no workload was restarted" : "nothing was changed");
    return "%s %s; %s".formatted(request.secretPath(), holds, changed);
  }
}
