package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that can be said of one gateway.
///
/// @param signIn how it signs in; of several ways the gateway's own
/// @param key the Secret's annotation `last-used-key`, as it stands
/// @param token what the token says of itself
/// @param life its days
/// @param pods empty when they may not be listed
/// @param secretOwners who else writes the Secret
/// @param workloadOwners who else writes the workload
/// @param findings what is wrong, the most important first
public record GatewayStatus(
    String namespace,
    WorkloadRef workload,
    Identity identity,
    SignIn signIn,
    Optional<String> key,
    Optional<TokenFacts> token,
    Optional<TokenLife> life,
    Optional<PodCount> pods,
    List<Owner> secretOwners,
    List<Owner> workloadOwners,
    List<Finding> findings) {
  public GatewayStatus {
    secretOwners = List.copyOf(secretOwners);
    workloadOwners = List.copyOf(workloadOwners);
    findings = List.copyOf(findings);
  }

  static GatewayStatus judge(FoundGateway found, StatusPolicy policy, Instant now) {
    SignIn signIn = found.signIns().getFirst();
    Optional<SecretAnswer.Read> secret = secret(signIn);
    Optional<TokenFacts> token =
        switch (signIn) {
          case SignIn.Token from -> secret.flatMap(read -> token(read, from.dataKey()));
          case SignIn.PlainText text -> text.token();
          case SignIn.Entra _, SignIn.Unclear _ -> Optional.empty();
        };
    Identity identity = Identity.of(found, token, secret.flatMap(SecretAnswer.Read::gatewayId));
    Optional<PodCount> pods =
        found.pods() instanceof PodsAnswer.Pods(var all)
            ? Optional.of(PodCount.of(all, token.map(TokenFacts::fingerprint)))
            : Optional.empty();
    return new GatewayStatus(
        found.namespace(),
        found.workload().ref(),
        identity,
        signIn,
        secret.flatMap(read -> read.facts().lastUsedKey()),
        token,
        token.map(
            facts -> TokenLife.of(facts, secret.flatMap(read -> issued(read, facts)), policy)),
        pods,
        secret.map(read -> read.facts().owners()).orElse(List.of()),
        found.workload().owners(),
        StatusChecks.findings(
            new StatusChecks.Facts(found, signIn, secret, token, pods, identity, policy, now)));
  }

  private static Optional<SecretAnswer.Read> secret(SignIn signIn) {
    return signIn instanceof SignIn.Token(_, _, SecretAnswer.Read read)
        ? Optional.of(read)
        : Optional.empty();
  }

  private static Optional<TokenFacts> token(SecretAnswer.Read secret, String dataKey) {
    return secret.facts().text(dataKey) instanceof TokenText.Whole(var facts)
        ? Optional.of(facts)
        : Optional.empty();
  }

  /// The note of another token says nothing about this one.
  private static Optional<Instant> issued(SecretAnswer.Read secret, TokenFacts token) {
    return secret.facts().recordedToken().filter(token.fingerprint()::equals).isPresent()
        ? secret.issuedAt()
        : Optional.empty();
  }

  /// The worst of the findings.
  public State state() {
    if (signIn instanceof SignIn.Entra && findings.isEmpty()) {
      return State.NOT_NEEDED;
    }
    return State.worst(findings.stream().map(finding -> finding.level().state()).toList());
  }

  /// What to call it: the gateway's name, else its workload.
  public String title() {
    return identity.name().orElseGet(workload::toString);
  }
}
