package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is wrong with one gateway: a list of checks that can be read aloud. Each looks at one thing
/// and finds at most one; what several would say, only the first of them says.
final class StatusChecks {
  /// All that a check may know.
  ///
  /// @param secret the Secret, if it could be read
  /// @param token the token, if it is one
  /// @param pods the pods, if they may be listed
  record Facts(
      FoundGateway found,
      SignIn signIn,
      Optional<SecretAnswer.Read> secret,
      Optional<TokenFacts> token,
      Optional<PodCount> pods,
      Identity identity,
      StatusPolicy policy,
      Instant now) {
    /// With its namespace: `apim/edge-eu-token`.
    String secretPath() {
      return signIn instanceof SignIn.Token from
          ? found.namespace() + "/" + from.secretName()
          : found.namespace();
    }

    SecretFacts secretFacts() {
      return secret.orElseThrow().facts();
    }

    Duration left() {
      return Duration.between(now, token.orElseThrow().expiresAt());
    }
  }

  @FunctionalInterface
  private interface Rule {
    Optional<Finding> apply(Facts facts);
  }

  private static final List<Rule> ALL =
      List.of(
          StatusChecks::secretMissing,
          StatusChecks::tokenMissing,
          StatusChecks::tokenMalformed,
          StatusChecks::tokenOfAnotherGateway,
          StatusChecks::tokenEnded,
          StatusChecks::tokenPutBack,
          StatusChecks::tokenEndsSoon,
          PodChecks::restartOwed,
          PodChecks::rolloutUnfinished,
          PodChecks::notReady,
          StatusChecks::revocationOwed,
          SetupChecks::plainText,
          SetupChecks::severalSources,
          SetupChecks::secretUnfit,
          SetupChecks::keyRecordInvalid,
          SetupChecks::secretNotPermitted,
          SetupChecks::unclear,
          PodChecks::notPermitted,
          StatusChecks::renewalDue,
          SetupChecks::ownedByAnother,
          SetupChecks::neverRotated,
          PodChecks::tokensUnknown,
          PodChecks::none,
          SetupChecks::serviceUnknown);

  private StatusChecks() {}

  /// The most important first: by level, and within a level in the order of the checks.
  static List<Finding> findings(Facts facts) {
    return ALL.stream()
        .flatMap(rule -> rule.apply(facts).stream())
        .sorted(Comparator.comparing(Finding::level).thenComparing(Finding::check))
        .toList();
  }

  private static Optional<Finding> secretMissing(Facts facts) {
    return facts.signIn() instanceof SignIn.Token(var secret, _, SecretAnswer.Missing _)
        ? found(
            Check.SECRET_MISSING,
            Level.CRITICAL,
            "there is no Secret %s: a pod that starts now does not come up, or serves nothing"
                .formatted(facts.secretPath()),
            Advice.of(
                "make an empty one, then rotate: it will be filled",
                "kubectl",
                "create",
                "secret",
                "generic",
                secret,
                "-n",
                facts.found().namespace()))
        : Optional.empty();
  }

  private static Optional<Finding> tokenMissing(Facts facts) {
    return text(facts).filter(TokenText.Absent.class::isInstance).isPresent()
        ? found(
            Check.TOKEN_MISSING,
            Level.CRITICAL,
            "the Secret holds no token: a pod that starts now does not come up, or serves nothing",
            RotateAdvice.now(facts))
        : Optional.empty();
  }

  private static Optional<Finding> tokenMalformed(Facts facts) {
    return text(facts).orElse(null) instanceof TokenText.Unreadable(String why)
        ? found(
            Check.TOKEN_MALFORMED,
            Level.CRITICAL,
            "what the Secret holds is no token (%s): a pod that starts now serves nothing"
                .formatted(why),
            RotateAdvice.now(facts))
        : Optional.empty();
  }

  private static Optional<TokenText> text(Facts facts) {
    return facts.signIn() instanceof SignIn.Token(_, String dataKey, SecretAnswer.Read read)
        ? Optional.of(read.facts().text(dataKey))
        : Optional.empty();
  }

  private static Optional<Finding> tokenOfAnotherGateway(Facts facts) {
    Optional<String> meant =
        facts.identity().recorded().map(Gateway::name).or(facts.found()::gatewayName);
    // Azure compares resource names without regard to case.
    return facts
        .token()
        .map(TokenFacts::gatewayName)
        .filter(named -> meant.filter(name -> !name.equalsIgnoreCase(named)).isPresent())
        .flatMap(
            named ->
                found(
                    Check.TOKEN_OF_ANOTHER_GATEWAY,
                    Level.CRITICAL,
                    "the token is for gateway %s, and this is %s"
                        .formatted(named, meant.orElseThrow()),
                    RotateAdvice.now(facts)));
  }

  static boolean storedTokenIsGood(Facts facts) {
    return facts.signIn() instanceof SignIn.Token
        && facts.token().isPresent()
        && facts.left().isPositive()
        && tokenOfAnotherGateway(facts).isEmpty();
  }

  private static Optional<Finding> tokenEnded(Facts facts) {
    if (facts.token().isEmpty() || facts.left().isPositive()) {
      return Optional.empty();
    }
    return found(
        Check.TOKEN_ENDED,
        Level.CRITICAL,
        "the token ended %s ago: running pods go on from memory, a pod that starts now comes up"
                .formatted(Words.duration(facts.left()))
            + " ready and serves nothing",
        RotateAdvice.of(facts, "leave the pods alone, and rotate now"));
  }

  /// Somebody wrote an older token over the one that was recorded: a chart, a GitOps tool, a
  /// backup.
  private static Optional<Finding> tokenPutBack(Facts facts) {
    if (facts.token().isEmpty() || facts.secret().isEmpty()) {
      return Optional.empty();
    }
    Optional<Fingerprint> recorded = facts.secretFacts().recordedToken();
    TokenFacts token = facts.token().get();
    boolean another = recorded.filter(id -> !id.equals(token.fingerprint())).isPresent();
    boolean older =
        facts.secretFacts().notes().expiresAt().filter(token.expiresAt()::isBefore).isPresent();
    return another && older
        ? found(
            Check.TOKEN_PUT_BACK,
            Level.WARNING,
            "somebody put an older token back in place of %s; if its key has been made anew, a pod"
                    .formatted(recorded.orElseThrow())
                + " that starts now serves nothing",
            RotateAdvice.of(facts, "rotate, and find out who wrote it"))
        : Optional.empty();
  }

  private static Optional<Finding> tokenEndsSoon(Facts facts) {
    if (facts.token().isEmpty() || !facts.left().isPositive()) {
      return Optional.empty();
    }
    Duration left = facts.left();
    boolean critical = left.compareTo(facts.policy().crit()) < 0;
    if (!critical && left.compareTo(facts.policy().warn()) >= 0) {
      return Optional.empty();
    }
    return found(
        Check.TOKEN_ENDS_SOON,
        critical ? Level.CRITICAL : Level.WARNING,
        "the token ends in %s%s"
            .formatted(
                Words.duration(left),
                left.compareTo(StatusPolicy.AZURE_WARNS) < 0 ? ", and Azure warns" : ""),
        RotateAdvice.of(facts, "rotate, and find out why nothing has done so"));
  }

  private static Optional<Finding> renewalDue(Facts facts) {
    if (facts.token().isEmpty()
        || !(facts.signIn() instanceof SignIn.Token)
        || facts.left().compareTo(facts.policy().renewBefore()) >= 0
        || !facts.left().isPositive()
        || tokenEndsSoon(facts).isPresent()) {
      return Optional.empty();
    }
    return found(
        Check.RENEWAL_DUE,
        Level.NOTE,
        "renewal is due since %s"
            .formatted(Words.duration(facts.policy().renewBefore().minus(facts.left()))),
        RotateAdvice.of(facts, "the next run of the rotation does it, or"));
  }

  private static Optional<Finding> revocationOwed(Facts facts) {
    return facts
        .secret()
        .flatMap(read -> read.facts().notes().keyToRevoke())
        .map(KeySlot::wireName)
        .flatMap(
            key ->
                found(
                    Check.REVOCATION_OWED,
                    Level.WARNING,
                    "the %s key is to be made anew, and has not been: tokens of it still work"
                        .formatted(key),
                    RotateAdvice.of(facts, "finish it", "--revoke-old-key")));
  }

  static Optional<Finding> found(Check check, Level level, String what, Advice next) {
    return Optional.of(new Finding(check, level, what, next));
  }
}
