package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the Secret's data key from the way in which the workloads read it, so that a token is
/// never stored where nobody looks.
public final class DataKey {
  /// What the script writes, and what the portal's YAML reads.
  static final String OF_THE_SCRIPT = "value";

  /// The gateway's variable that says how it signs in: a token, or a word.
  public static final String AUTH = "config.service.auth";

  /// The one that holds the token where the first says a word.
  public static final String AUTH_KEY = "config.service.auth.key";

  /// What was found.
  public sealed interface Choice {
    /// The data key.
    ///
    /// @param warnings what a reader should know all the same
    record Found(String dataKey, List<String> warnings) implements Choice {
      public Found {
        warnings = List.copyOf(warnings);
      }
    }

    /// The facts contradict each other or the request; nothing may be asked of Azure.
    record Contradiction(Failure failure) implements Choice {}
  }

  private DataKey() {}

  public static Choice choose(
      RotationRequest request, SecretFacts secret, List<WorkloadFacts> workloads) {
    Set<String> read = new LinkedHashSet<>();
    List<String> warnings = new ArrayList<>();
    for (WorkloadFacts workload : workloads) {
      switch (keysReadBy(workload, request, secret)) {
        case Reading.Keys(var keys) -> {
          Optional<String> named = request.dataKey().filter(key -> !keys.contains(key));
          if (named.isPresent()) {
            return new Choice.Contradiction(otherKey(workload, request, named.get(), keys));
          }
          read.addAll(keys);
        }
        case Reading.Nothing() ->
            warnings.add(
                "%s does not mention %s: cannot tell whether it reads this Secret"
                    .formatted(workload.ref(), AUTH));
        case Reading.Wrong(var failure) -> {
          return new Choice.Contradiction(failure);
        }
      }
    }
    if (request.dataKey().isPresent()) {
      return new Choice.Found(request.dataKey().get(), warnings);
    }
    if (read.size() > 1) {
      return new Choice.Contradiction(
          new Failure(
              Reason.SECRET_KEY_AMBIGUOUS,
              "The data key for the token is not clear",
              request.secretPath(),
              "the workloads read the token from different data keys: " + String.join(", ", read),
              "let all workloads read the same one, or rotate them apart"));
    }
    return new Choice.Found(read.isEmpty() ? OF_THE_SCRIPT : read.iterator().next(), warnings);
  }

  private static Failure otherKey(
      WorkloadFacts workload, RotationRequest request, String dataKey, Set<String> keys) {
    return new Failure(
        Reason.SECRET_NOT_THE_SOURCE,
        "The token would be stored where %s does not read it".formatted(workload.ref()),
        request.secretPath() + ", data key " + dataKey,
        "%s reads data key %s".formatted(workload.ref(), String.join(", ", keys)),
        "leave --secret-key out, or change the workload to read " + dataKey);
  }

  private sealed interface Reading {
    record Keys(Set<String> keys) implements Reading {}

    record Nothing() implements Reading {}

    record Wrong(Failure failure) implements Reading {}
  }

  private static Reading keysReadBy(
      WorkloadFacts workload, RotationRequest request, SecretFacts secret) {
    Set<String> keys = new LinkedHashSet<>();
    Optional<Failure> wrong = Optional.empty();
    boolean keyElsewhere = false;
    for (TokenSource source : workload.sources()) {
      switch (source) {
        case TokenSource.SecretKey from -> {
          if (from.secretName().equals(request.secretName())) {
            keys.add(from.dataKey());
          } else {
            wrong = Optional.of(otherSecret(workload, request, from));
          }
        }
        case TokenSource.Literal literal -> {
          switch (literal.meaning()) {
            case ENTRA -> wrong = Optional.of(noToken(workload, literal));
            case TOKEN_IN_TEMPLATE ->
                wrong = Optional.of(tokenInTemplate(workload, request, literal));
            case KEY_ELSEWHERE -> keyElsewhere = true;
          }
        }
        case TokenSource.Elsewhere _ -> keyElsewhere = true;
        case TokenSource.WholeSecret _ -> {
          // Judged below: a Secret taken in whole counts only where no variable is set by name.
        }
      }
    }
    if (wrong.isPresent()) {
      return new Reading.Wrong(wrong.get());
    }
    if (keys.isEmpty()) {
      for (TokenSource source : workload.sources()) {
        if (source instanceof TokenSource.WholeSecret whole
            && whole.secretName().equals(request.secretName())) {
          wholeSecretKey(whole, secret, keyElsewhere).ifPresent(keys::add);
        }
      }
    }
    return keys.isEmpty() ? new Reading.Nothing() : new Reading.Keys(keys);
  }

  /// With `envFrom` the variable's name is prefix + data key. A data key that holds a token wins;
  /// else the article's `config.service.auth.key`.
  private static Optional<String> wholeSecretKey(
      TokenSource.WholeSecret whole, SecretFacts secret, boolean keyElsewhere) {
    List<String> candidates = new ArrayList<>();
    for (String variable : keyElsewhere ? List.of(AUTH_KEY) : List.of(AUTH_KEY, AUTH)) {
      if (variable.startsWith(whole.prefix())) {
        candidates.add(variable.substring(whole.prefix().length()));
      }
    }
    for (String candidate : candidates) {
      if (secret.text(candidate) instanceof TokenText.Whole) {
        return Optional.of(candidate);
      }
    }
    return candidates.stream().findFirst();
  }

  private static Failure otherSecret(
      WorkloadFacts workload, RotationRequest request, TokenSource.SecretKey from) {
    return new Failure(
        Reason.SECRET_NOT_THE_SOURCE,
        "%s does not read its token from %s".formatted(workload.ref(), request.secretPath()),
        "container %s, variable %s".formatted(from.container(), from.variable()),
        "it reads data key %s of Secret %s/%s"
            .formatted(from.dataKey(), request.namespace(), from.secretName()),
        "name that Secret with --token-secret (TOKEN_SECRET), or change the workload");
  }

  private static Failure noToken(WorkloadFacts workload, TokenSource.Literal literal) {
    return new Failure(
        Reason.GATEWAY_HAS_NO_TOKEN,
        "%s signs in with Microsoft Entra and has no gateway token".formatted(workload.ref()),
        "container %s, variable %s".formatted(literal.container(), literal.variable()),
        "its sign-in is azureAdApp or workloadIdentity, for which nothing needs to be rotated here",
        "remove this rotation, or name the workload that uses the token");
  }

  private static Failure tokenInTemplate(
      WorkloadFacts workload, RotationRequest request, TokenSource.Literal literal) {
    return new Failure(
        Reason.SECRET_NOT_THE_SOURCE,
        "%s has its token written into the pod template".formatted(workload.ref()),
        "container %s, variable %s".formatted(literal.container(), literal.variable()),
        "it would not read what is stored in " + request.secretPath(),
        "let the container read the token from the Secret: valueFrom.secretKeyRef {name: %s, key: %s}"
            .formatted(request.secretName(), OF_THE_SCRIPT));
  }
}
