package io.github.shgrotate.rotation;

import java.util.Optional;

/// What still holds should the rotation end here: the sentence that lets a reader sleep, or not.
/// This run's own memory, for that sentence only; no decision is made from it.
final class Standing {
  private final RotationRequest request;
  private Optional<SecretFacts> secret = Optional.empty();
  private Optional<String> dataKey = Optional.empty();
  private Optional<GatewayFacts> gateway = Optional.empty();
  private Optional<String> aside = Optional.empty();
  private boolean holdsNew;
  private boolean restarted;

  Standing(RotationRequest request) {
    this.request = request;
  }

  void secret(SecretFacts now) {
    secret = Optional.of(now);
  }

  void dataKey(String chosen) {
    dataKey = Optional.of(chosen);
  }

  void gateway(GatewayFacts now) {
    gateway = Optional.of(now);
  }

  /// The Secret holds the token that this run has stored.
  void renewed(SecretFacts now) {
    secret(now);
    holdsNew = true;
  }

  void putBack(SecretFacts now) {
    secret(now);
    holdsNew = false;
  }

  void restarted() {
    restarted = true;
  }

  /// To be said in place of what was changed.
  void aside(String what) {
    aside = Optional.of(what);
  }

  String say() {
    if (secret.isEmpty() || dataKey.isEmpty()) {
      return "nothing was changed";
    }
    String holds =
        switch (secret.get().text(dataKey.get())) {
          case TokenText.Absent() -> "holds no token";
          case TokenText.Unreadable(String why) -> "holds no usable token (%s)".formatted(why);
          case TokenText.Whole(TokenFacts token) ->
              "holds %s token %s, good %s"
                  .formatted(
                      holdsNew ? "the new" : "the former",
                      token.fingerprint(),
                      gateway
                          .map(facts -> Words.end(token, facts.azureTime()))
                          .orElse("until " + token.expiresAt()));
        };
    String changed =
        aside.orElse(
            restarted
                ? "a restart was asked for, which the pods have not finished"
                : holdsNew ? "no workload was restarted" : "nothing was changed");
    return "%s %s; %s".formatted(request.secretPath(), holds, changed);
  }
}
