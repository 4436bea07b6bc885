package io.github.shgrotate.simulation.judges;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What must hold in every world, whatever has happened. The numbers are those of
/// docs/correctness.md.
public enum Invariant {
  /// 1. What a run stores is a whole token that Azure has issued for this gateway.
  SECRET_HOLDS_A_WHOLE_TOKEN,
  /// 2. Token and record agree after each write, and nothing else in the Secret is touched.
  ONE_WRITE,
  /// 2. A run never replaces a Secret that it has not seen.
  NOTHING_UNSEEN_IS_OVERWRITTEN,
  /// The key is the one that `--token-key` asks for.
  KEY_AS_ASKED,
  /// A token is renewed when less than `--renew-before` is left, not earlier.
  NOTHING_IS_RENEWED_EARLY,
  /// 4. At most one token is wasted for each thing that goes wrong, and none otherwise.
  TOKENS_ARE_NOT_WASTED,
  /// 3. Nothing is restarted onto a token that Azure refuses.
  RESTART_ONLY_ONTO_A_GOOD_TOKEN,
  /// 3. The stamp is that of the token which the pods will read.
  STAMP_NAMES_THE_TOKEN,
  /// No second rollout for the same token.
  ONE_ROLLOUT_PER_TOKEN,
  /// The next workload is left alone until the one before has come up.
  CANARY_FIRST,
  /// 5. No ready pod holds a token that Azure refuses.
  NO_READY_POD_ON_A_REFUSED_TOKEN,
  /// 6. A key is regenerated only when no pod runs on a token of it.
  KEY_REGENERATED_ONLY_WHEN_IDLE,
  /// 4. A run that nothing stands in the way of converges.
  CONVERGES,
  /// A run that says that nothing is owed is right.
  TELLS_THE_TRUTH,
  /// 7. When nothing is owed, nothing is written.
  NOTHING_OWED_NOTHING_WRITTEN,
  /// Nothing is written in a run to which Azure has not answered.
  AZURE_ANSWERS_FIRST,
  /// What was refused is not asked for again.
  A_REFUSAL_IS_FINAL,
  /// Nobody is fought with over an object.
  NO_WRITE_WAR,
  /// Every run ends with a result or a failure that has a name.
  NO_DEFECT,
  /// 8. No token is told to anybody but the Secret.
  SECRETS_STAY_INSIDE;

  private Stream<Violation> judge(Evidence seen) {
    return switch (this) {
      case SECRET_HOLDS_A_WHOLE_TOKEN -> SecretInvariants.holdsAWholeToken(seen);
      case ONE_WRITE -> SecretInvariants.oneWrite(seen);
      case NOTHING_UNSEEN_IS_OVERWRITTEN -> SecretInvariants.nothingUnseenIsOverwritten(seen);
      case KEY_AS_ASKED -> SecretInvariants.keyAsAsked(seen);
      case NOTHING_IS_RENEWED_EARLY -> SecretInvariants.nothingIsRenewedEarly(seen);
      case TOKENS_ARE_NOT_WASTED -> SecretInvariants.tokensAreNotWasted(seen);
      case RESTART_ONLY_ONTO_A_GOOD_TOKEN -> PodInvariants.restartOnlyOntoAGoodToken(seen);
      case STAMP_NAMES_THE_TOKEN -> PodInvariants.stampNamesTheToken(seen);
      case ONE_ROLLOUT_PER_TOKEN -> PodInvariants.oneRolloutPerToken(seen);
      case CANARY_FIRST -> PodInvariants.canaryFirst(seen);
      case NO_READY_POD_ON_A_REFUSED_TOKEN -> PodInvariants.noReadyPodOnARefusedToken(seen);
      case KEY_REGENERATED_ONLY_WHEN_IDLE -> PodInvariants.keyRegeneratedOnlyWhenIdle(seen);
      case CONVERGES -> RunInvariants.converges(seen);
      case TELLS_THE_TRUTH -> RunInvariants.tellsTheTruth(seen);
      case NOTHING_OWED_NOTHING_WRITTEN -> RunInvariants.nothingOwedNothingWritten(seen);
      case AZURE_ANSWERS_FIRST -> RunInvariants.azureAnswersFirst(seen);
      case A_REFUSAL_IS_FINAL -> RunInvariants.aRefusalIsFinal(seen);
      case NO_WRITE_WAR -> RunInvariants.noWriteWar(seen);
      case NO_DEFECT -> RunInvariants.noDefect(seen);
      case SECRETS_STAY_INSIDE -> RunInvariants.secretsStayInside(seen);
    };
  }

  /// Everything that was not as promised.
  public static List<Violation> violations(Evidence evidence) {
    return Arrays.stream(values()).flatMap(invariant -> invariant.judge(evidence)).toList();
  }
}
