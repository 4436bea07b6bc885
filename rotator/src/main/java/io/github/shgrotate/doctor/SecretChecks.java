package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.DataKey;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.OwnershipRules;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.SecretRules;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Advice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the Secret is one that a token can be stored in, and what it holds now.
final class SecretChecks {
  private SecretChecks() {}

  static List<Finding> found(Examined examined) {
    return List.of(
        switch (examined.cluster().secret()) {
          case Asked.NotAsked<SecretFacts>(String why) ->
              Finding.notChecked(Check.SECRET_FOUND, why);
          case Asked.Failed<SecretFacts>(Failure failure) ->
              Finding.error(Check.SECRET_FOUND, failure, Mending.of(failure, examined.request()));
          case Asked.Told<SecretFacts> _ ->
              Finding.ok(Check.SECRET_FOUND, "there is a " + examined.request().secretPath());
        });
  }

  static List<Finding> fit(Examined examined) {
    Optional<SecretFacts> told = examined.cluster().secret().told();
    if (told.isEmpty()) {
      return notChecked(examined, Check.SECRET_FIT);
    }
    SecretFacts secret = told.get();
    return List.of(
        SecretRules.refusal(examined.request(), secret)
            .map(
                failure ->
                    Finding.error(
                        Check.SECRET_FIT, failure, Mending.of(failure, examined.request())))
            .orElseGet(
                () ->
                    Finding.ok(
                        Check.SECRET_FIT,
                        "it is of type %s and may be changed; the key used last is %s"
                            .formatted(
                                secret.type(),
                                secret
                                    .lastUsedKey()
                                    .filter(key -> !key.isEmpty())
                                    .orElse("not recorded")))));
  }

  static List<Finding> owner(Examined examined) {
    Optional<SecretFacts> told = examined.cluster().secret().told();
    if (told.isEmpty()) {
      return notChecked(examined, Check.SECRET_OWNER);
    }
    List<Owner> owners = told.get().owners();
    Optional<Failure> refusal = OwnershipRules.refusal(examined.request(), told.get(), List.of());
    if (refusal.isPresent()) {
      return List.of(
          Finding.error(
              Check.SECRET_OWNER,
              refusal.get(),
              owners.stream().map(owner -> Advice.of(owner.advice())).toList()));
    }
    if (owners.isEmpty()) {
      return List.of(Finding.ok(Check.SECRET_OWNER, "nobody else is known to write it"));
    }
    List<Finding> all = new ArrayList<>();
    for (Owner owner : owners) {
      all.add(
          Finding.warning(
              Check.SECRET_OWNER,
              "%s writes it too (%s) and may put an old token back"
                  .formatted(owner.tool(), owner.evidence()),
              Advice.of(owner.advice())));
    }
    return all;
  }

  static List<Finding> storedToken(Examined examined) {
    Optional<SecretFacts> secret = examined.cluster().secret().told();
    if (secret.isEmpty()) {
      return notChecked(examined, Check.STORED_TOKEN);
    }
    return List.of(
        switch (TokenSourceChecks.choice(examined).orElse(null)) {
          case null ->
              Finding.notChecked(
                  Check.STORED_TOKEN, "which data key the gateway reads is not known");
          case DataKey.Choice.Contradiction _ ->
              Finding.notChecked(
                  Check.STORED_TOKEN, "which data key the gateway reads is not clear");
          case DataKey.Choice.Found(String dataKey, _) ->
              storedToken(examined, dataKey, secret.get().text(dataKey));
        });
  }

  private static Finding storedToken(Examined examined, String dataKey, TokenText text) {
    String key = "data key " + dataKey;
    String gateway = examined.request().gateway().name();
    return switch (text) {
      case TokenText.Absent() ->
          Finding.note(
              Check.STORED_TOKEN,
              key + " holds nothing yet: the first rotation stores a token there");
      case TokenText.Unreadable(String why) ->
          Finding.warning(
              Check.STORED_TOKEN,
              "what %s holds is no token (%s): a pod that starts now serves nothing; the first"
                      .formatted(key, why)
                  + " rotation puts that right");
      case TokenText.Whole(TokenFacts token)
          // Azure compares names without regard to case.
          when !token.gatewayName().equalsIgnoreCase(gateway) ->
          Finding.warning(
              Check.STORED_TOKEN,
              "%s holds a token of gateway %s, and this is %s: are the names right? A rotation"
                      .formatted(key, token.gatewayName(), gateway)
                  + " replaces it");
      case TokenText.Whole(TokenFacts token) when !token.expiresAt().isAfter(azureTime(examined)) ->
          Finding.warning(
              Check.STORED_TOKEN,
              "the token of %s ended at %s: leave the pods alone, and rotate now"
                  .formatted(key, token.expiresAt()));
      case TokenText.Whole(TokenFacts token) ->
          Finding.ok(
              Check.STORED_TOKEN,
              "%s holds a token of %s, good %s"
                  .formatted(key, token.gatewayName(), Words.end(token, azureTime(examined))));
    };
  }

  /// Azure's clock where it told it, as for a rotation.
  private static Instant azureTime(Examined examined) {
    return examined
        .azure()
        .gateway()
        .told()
        .map(gateway -> gateway.azureTime())
        .orElse(examined.now());
  }

  private static List<Finding> notChecked(Examined examined, Check check) {
    return List.of(Finding.notChecked(check, examined.cluster().secret().why()));
  }
}
