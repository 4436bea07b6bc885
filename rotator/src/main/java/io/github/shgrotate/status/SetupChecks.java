package io.github.shgrotate.status;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.SecretRules;
import io.github.shgrotate.status.Finding.Check;
import java.util.List;
import java.util.Optional;

/// What stands in the way of a rotation, or of seeing whether one is needed.
final class SetupChecks {
  private SetupChecks() {}

  static Optional<Finding> plainText(StatusChecks.Facts facts) {
    return facts.signIn() instanceof SignIn.PlainText text
        ? StatusChecks.found(
            Check.TOKEN_IN_PLAIN_TEXT,
            Level.WARNING,
            "the token is written into %s: everybody reads it there, and no rotation renews it"
                .formatted(text.where()),
            Advice.of(
                "store it in a Secret and read it from there: variable config.service.auth,"
                    + " valueFrom.secretKeyRef {name: NAME, key: value}"))
        : Optional.empty();
  }

  static Optional<Finding> severalSources(StatusChecks.Facts facts) {
    List<SignIn> all = facts.found().signIns();
    return all.size() > 1
        ? StatusChecks.found(
            Check.SEVERAL_SOURCES,
            Level.WARNING,
            "its containers sign in in different ways: "
                + String.join("; ", all.stream().map(SetupChecks::said).toList()),
            Advice.of("let all of them read the same data key of the same Secret"))
        : Optional.empty();
  }

  private static String said(SignIn signIn) {
    return switch (signIn) {
      case SignIn.Token from -> "with the token of Secret " + from.source();
      case SignIn.Entra(String method) -> "with Microsoft Entra (" + method + ")";
      case SignIn.PlainText text -> "with the token in " + text.where();
      case SignIn.Unclear(String why) -> "unclear: " + why;
    };
  }

  static Optional<Finding> secretUnfit(StatusChecks.Facts facts) {
    return facts
        .secret()
        .map(SecretAnswer.Read::facts)
        .flatMap(SetupChecks::unfit)
        .flatMap(
            why ->
                StatusChecks.found(
                    Check.SECRET_UNFIT,
                    Level.WARNING,
                    "no new token can be stored in Secret %s: %s"
                        .formatted(facts.secretPath(), why),
                    Advice.of(
                        "make a new Secret of type Opaque, not immutable, with the same data, and"
                            + " let the gateway read that one")));
  }

  private static Optional<String> unfit(SecretFacts secret) {
    if (secret.immutable()) {
      return Optional.of("it is marked immutable");
    }
    return SecretRules.isOfKubernetes(secret.type())
        ? Optional.of("its type is " + secret.type())
        : Optional.empty();
  }

  static Optional<Finding> keyRecordInvalid(StatusChecks.Facts facts) {
    return facts
        .secret()
        .flatMap(read -> read.facts().lastUsedKey())
        .filter(key -> KeyPolicy.LAST.choose(Optional.of(key)).isEmpty())
        .flatMap(
            key ->
                StatusChecks.found(
                    Check.KEY_RECORD_INVALID,
                    Level.WARNING,
                    "the annotation last-used-key holds \"%s\", so the next rotation is refused"
                        .formatted(key),
                    Advice.of(
                        "set it to the key used last",
                        "kubectl",
                        "annotate",
                        "secret",
                        facts.secretPath().substring(facts.secretPath().indexOf('/') + 1),
                        "-n",
                        facts.found().namespace(),
                        "--overwrite",
                        "last-used-key=primary")));
  }

  static Optional<Finding> secretNotPermitted(StatusChecks.Facts facts) {
    return facts.signIn()
            instanceof SignIn.Token(String secret, _, SecretAnswer.NotPermitted(String permission))
        ? StatusChecks.found(
            Check.SECRET_NOT_PERMITTED,
            Level.UNKNOWN,
            "when the token ends cannot be told: this account lacks " + permission,
            Advice.of(
                "ask for it; this tells whether it is granted",
                "kubectl",
                "auth",
                "can-i",
                "get",
                "secrets/" + secret,
                "-n",
                facts.found().namespace()))
        : Optional.empty();
  }

  static Optional<Finding> unclear(StatusChecks.Facts facts) {
    return facts.signIn() instanceof SignIn.Unclear(String why)
        ? StatusChecks.found(
            Check.SIGN_IN_UNCLEAR,
            Level.UNKNOWN,
            "how it signs in cannot be told: " + why,
            Advice.of(
                "let the container read the token from a Secret: variable config.service.auth,"
                    + " valueFrom.secretKeyRef"))
        : Optional.empty();
  }

  static Optional<Finding> ownedByAnother(StatusChecks.Facts facts) {
    return facts
        .secret()
        .map(read -> read.facts().owners())
        .filter(owners -> !owners.isEmpty())
        .map(List::getFirst)
        .flatMap(
            owner ->
                StatusChecks.found(
                    Check.OWNED_BY_ANOTHER,
                    Level.NOTE,
                    owned(facts, owner),
                    Advice.of(owner.advice())));
  }

  private static String owned(StatusChecks.Facts facts, Owner owner) {
    return "%s writes Secret %s too (%s) and may put an old token back"
        .formatted(owner.tool(), facts.secretPath(), owner.evidence());
  }

  static Optional<Finding> neverRotated(StatusChecks.Facts facts) {
    return facts.token().isPresent()
            && facts.secret().filter(read -> read.facts().recordedToken().isEmpty()).isPresent()
        ? StatusChecks.found(
            Check.NEVER_ROTATED,
            Level.NOTE,
            "no rotation by this program is recorded on its Secret, so which token its pods run on"
                + " cannot be told",
            RotateAdvice.of(facts, "rotate it once, and have a CronJob do so from then on"))
        : Optional.empty();
  }

  static Optional<Finding> serviceUnknown(StatusChecks.Facts facts) {
    return facts.identity().service().isEmpty() && !facts.found().notPermitted().isEmpty()
        ? StatusChecks.found(
            Check.SERVICE_UNKNOWN,
            Level.NOTE,
            "its API Management service cannot be told: this account lacks "
                + String.join(", ", facts.found().notPermitted()),
            Advice.of("ask for it, or rotate once: the rotation notes the service on the Secret"))
        : Optional.empty();
  }
}
