package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a new token is due: a list of checks that can be read aloud. The first that finds
/// something decides, and a later one may assume that the earlier ones found nothing.
final class RenewalChecks {
  /// All that a check may know.
  ///
  /// @param now Azure's time
  /// @param secret the Secret with its notes
  /// @param stored what it holds for the gateway
  /// @param atStart the token that it held when this run began
  /// @param signature which key signed the stored token, if that was asked
  /// @param signer the same as far as it is known for sure
  record Facts(
      Gateway gateway,
      RenewalPolicy policy,
      Instant now,
      SecretFacts secret,
      TokenText stored,
      Optional<Fingerprint> atStart,
      Optional<Observation.Signature> signature,
      Optional<KeySlot> signer) {

    TokenFacts token() {
      if (stored instanceof TokenText.Whole whole) {
        return whole.facts();
      }
      throw new IllegalStateException("asked for the token before it was found to be whole");
    }
  }

  @FunctionalInterface
  private interface Rule {
    Optional<Renewal> apply(Facts facts);
  }

  private static final List<Rule> IN_ORDER =
      List.of(
          RenewalChecks::missing,
          RenewalChecks::malformed,
          RenewalChecks::ofAnotherGateway,
          RenewalChecks::expired,
          RenewalChecks::revoked,
          RenewalChecks::putBackByAnother,
          RenewalChecks::keyToBeRevoked,
          RenewalChecks::expiresSoon,
          RenewalChecks::askedFor);

  private RenewalChecks() {}

  /// The first reason to renew; empty when the stored token is good for long enough.
  static Optional<Renewal> due(Facts facts) {
    return IN_ORDER.stream().flatMap(rule -> rule.apply(facts).stream()).findFirst();
  }

  private static Optional<Renewal> missing(Facts facts) {
    return facts.stored() instanceof TokenText.Absent
        ? due(Renewal.Check.TOKEN_MISSING, "the Secret holds no token yet")
        : Optional.empty();
  }

  private static Optional<Renewal> malformed(Facts facts) {
    return facts.stored() instanceof TokenText.Unreadable(String why)
        ? due(Renewal.Check.TOKEN_MALFORMED, "what the Secret holds is no token: " + why)
        : Optional.empty();
  }

  private static Optional<Renewal> ofAnotherGateway(Facts facts) {
    String named = facts.token().gatewayName();
    // Azure compares resource names without regard to case.
    return named.equalsIgnoreCase(facts.gateway().name())
        ? Optional.empty()
        : due(
            Renewal.Check.TOKEN_OF_ANOTHER_GATEWAY,
            "the stored token is for gateway %s".formatted(named));
  }

  private static Optional<Renewal> expired(Facts facts) {
    return facts.token().expiresAt().isAfter(facts.now())
        ? Optional.empty()
        : due(
            Renewal.Check.TOKEN_EXPIRED,
            "the stored token ended at %s".formatted(facts.token().expiresAt()));
  }

  private static Optional<Renewal> revoked(Facts facts) {
    return facts.signature().filter(signature -> signature.key().isEmpty()).isPresent()
        ? due(
            Renewal.Check.TOKEN_REVOKED,
            "neither key of the gateway signed the stored token, so Azure refuses it")
        : Optional.empty();
  }

  /// Somebody wrote an older token over the one that was recorded: a chart, a GitOps tool, a
  /// backup. A newer one that somebody put there by hand is taken as it is.
  private static Optional<Renewal> putBackByAnother(Facts facts) {
    TokenFacts token = facts.token();
    boolean another =
        facts.secret().recordedToken().filter(id -> !id.equals(token.fingerprint())).isPresent();
    boolean older =
        facts.secret().notes().expiresAt().filter(token.expiresAt()::isBefore).isPresent();
    return another && older
        ? due(
            Renewal.Check.TOKEN_PUT_BACK,
            "somebody put an older token back in place of %s"
                .formatted(facts.secret().recordedToken().orElseThrow()))
        : Optional.empty();
  }

  private static Optional<Renewal> keyToBeRevoked(Facts facts) {
    return facts
        .secret()
        .notes()
        .keyToRevoke()
        .filter(key -> facts.signer().equals(Optional.of(key)))
        .flatMap(
            key ->
                due(
                    Renewal.Check.KEY_TO_BE_REVOKED,
                    "the stored token was signed with the %s key, which is to be revoked"
                        .formatted(key.wireName())));
  }

  private static Optional<Renewal> expiresSoon(Facts facts) {
    Duration left = Duration.between(facts.now(), facts.token().expiresAt());
    return facts
        .policy()
        .renewBefore()
        .filter(margin -> left.compareTo(margin) < 0)
        .flatMap(
            margin ->
                due(
                    Renewal.Check.EXPIRES_SOON,
                    "%s are left, less than the %s asked for"
                        .formatted(Words.duration(left), Words.duration(margin))));
  }

  /// Without a margin every run renews, as the script does. A token that appeared while this run
  /// was at work is somebody else's renewal at the same time: one is enough.
  private static Optional<Renewal> askedFor(Facts facts) {
    boolean stillTheFirst = facts.atStart().equals(Optional.of(facts.token().fingerprint()));
    // What an earlier run has begun comes first: the key that it moved away from is still good.
    boolean unfinished =
        facts.policy().revokeOldKey() && facts.secret().notes().keyToRevoke().isPresent();
    return facts.policy().renewBefore().isEmpty() && stillTheFirst && !unfinished
        ? due(Renewal.Check.ASKED_FOR, "every run renews, as no RENEW_BEFORE is given")
        : Optional.empty();
  }

  private static Optional<Renewal> due(Renewal.Check check, String sentence) {
    return Optional.of(new Renewal(check, sentence));
  }
}
