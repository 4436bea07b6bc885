package io.github.shgrotate.rotation;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What still holds should the rotation end here: the sentence that lets a reader sleep, or not.
/// This run's own memory, for that sentence only; no decision is made from it.
final class Standing {
  private final RotationRequest request;
  private Optional<SecretFacts> secret = Optional.empty();
  private Optional<String> dataKey = Optional.empty();
  private Optional<GatewayFacts> gateway = Optional.empty();
  private Optional<String> aside = Optional.empty();
  private Optional<Fingerprint> stored = Optional.empty();
  private boolean isBack;
  private final Set<WorkloadRef> restarted = new LinkedHashSet<>();
  private final Set<WorkloadRef> proven = new LinkedHashSet<>();

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
    stored = token();
  }

  void putBack(SecretFacts now) {
    secret(now);
    isBack = true;
  }

  void restarted(WorkloadRef ref) {
    restarted.add(ref);
    proven.remove(ref);
  }

  void proven(WorkloadRef ref) {
    proven.add(ref);
  }

  private Optional<Fingerprint> token() {
    return secret.isPresent()
            && dataKey.isPresent()
            && secret.get().text(dataKey.get()) instanceof TokenText.Whole(TokenFacts token)
        ? Optional.of(token.fingerprint())
        : Optional.empty();
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
              "holds %stoken %s, good %s"
                  .formatted(
                      which(token.fingerprint()),
                      token.fingerprint(),
                      gateway
                          .map(facts -> Words.end(token, facts.azureTime()))
                          .orElse("until " + token.expiresAt()));
        };
    return "%s %s; %s".formatted(request.secretPath(), holds, aside.orElseGet(this::changed));
  }

  private String which(Fingerprint token) {
    if (isBack) {
      return "the former ";
    }
    return stored.equals(Optional.of(token)) ? "the new " : "";
  }

  private String changed() {
    if (restarted.isEmpty()) {
      return stored.isPresent() ? "no workload was restarted" : "nothing was changed";
    }
    return proven.containsAll(restarted)
        ? "all pods of what was restarted run on it"
        : "a restart was asked for, which the pods have not finished";
  }
}
