package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Has Azure sign a token, and sees that it is the one asked for. Keeps it until it is stored, so
/// that Azure is asked once, also when the Secret has to be looked at again before that.
final class Issuing {
  private final RotationRequest request;
  private final TokenIssuer issuer;
  private Optional<InHand> inHand = Optional.empty();

  /// A token that Azure has issued and that is not stored yet; a class, as it is secret.
  private static final class InHand {
    final Step.Renew step;
    final GatewayToken token;

    InHand(Step.Renew step, GatewayToken token) {
      this.step = step;
      this.token = token;
    }
  }

  Issuing(RotationRequest request, TokenIssuer issuer) {
    this.request = request;
    this.issuer = issuer;
  }

  /// @throws RotationFailed when Azure fails it, or answers with a token that is not the one
  GatewayToken token(Observation seen, Step.Renew step) {
    Optional<GatewayToken> waiting =
        inHand
            .filter(held -> held.step.key() == step.key())
            .filter(held -> held.step.expiry().equals(step.expiry()))
            .map(held -> held.token);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    GatewayToken token = issued(seen, step, step.expiry());
    // The same key and minute give the same token. A template that is stamped with one that the
    // Secret does not hold was left behind by a run that was killed while it put things back: its
    // pods may have started with another token, so that stamp would prove nothing.
    for (int minutes = 1; isStampedAlready(seen, token); minutes++) {
      token = issued(seen, step, step.expiry().minus(Duration.ofMinutes(minutes)));
    }
    inHand = Optional.of(new InHand(step, token));
    return token;
  }

  /// Which of the gateway's present keys signed a token, found out without the right to list them;
  /// empty: neither, so Azure refuses it.
  ///
  /// @param guess which key to try first
  Optional<KeySlot> signer(TokenFacts token, KeySlot guess) {
    for (KeySlot key : List.of(guess, guess.other())) {
      GatewayToken again = issuer.issue(request.gateway(), key, token.expiresAt());
      if (again.facts().fingerprint().equals(token.fingerprint())) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  void stored() {
    inHand = Optional.empty();
  }

  private GatewayToken issued(Observation seen, Step.Renew step, Instant expiry) {
    GatewayToken token = issuer.issue(request.gateway(), step.key(), expiry);
    IssuedTokenRules.refusal(request.gateway(), expiry, seen.gateway().azureTime(), token.facts())
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    if (request.proof().signature()) {
      signedAsAsked(step, token);
    }
    return token;
  }

  private static boolean isStampedAlready(Observation seen, GatewayToken token) {
    Optional<Fingerprint> fingerprint = Optional.of(token.facts().fingerprint());
    return seen.workloads().stream().anyMatch(workload -> workload.stamp().equals(fingerprint));
  }

  private void signedAsAsked(Step.Renew step, GatewayToken token) {
    Optional<KeySlot> signer = issuer.signer(request.gateway(), token.facts());
    if (!signer.equals(Optional.of(step.key()))) {
      throw new Failure(
              Reason.TOKEN_REJECTED,
              "Azure answered with a token that is not the one asked for",
              request.gateway().resourceId(),
              signer
                  .map(key -> "the %s key signed it".formatted(key.wireName()))
                  .orElse("neither key of the gateway signed it"),
              "run again; if it stays so, report it with the request ids of --debug")
          .thrown();
    }
  }
}
