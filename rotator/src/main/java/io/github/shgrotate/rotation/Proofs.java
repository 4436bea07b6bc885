package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What has been found out about a workload's pods beyond that they are ready and new.
///
/// @param unsettled whether its pods were replaced while this run looked on
/// @param hold since when they have been watched, if they are
/// @param held whether they have been watched for long enough
/// @param logs what their logs say, if they were read since the pods were last asked
/// @param probe what the probe said, if it was made since the pods were last asked
public record Proofs(
    boolean unsettled,
    Optional<Hold> hold,
    boolean held,
    Optional<LogsAnswer> logs,
    Optional<ProbeAnswer> probe) {
  static final Proofs NONE =
      new Proofs(false, Optional.empty(), false, Optional.empty(), Optional.empty());

  /// A watch over containers.
  ///
  /// @param since when it began, by the driver's clock
  /// @param restarts how often each pod's containers had restarted then
  public record Hold(Instant since, Map<String, Integer> restarts) {
    public Hold {
      restarts = Map.copyOf(restarts);
    }
  }

  Proofs beingReplaced() {
    return new Proofs(true, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  Proofs unsettledIf(boolean open) {
    return new Proofs(unsettled || open, hold, held, logs, probe);
  }

  Proofs with(Hold begun) {
    return new Proofs(unsettled, Optional.of(begun), false, logs, probe);
  }

  Proofs afterHold() {
    return new Proofs(unsettled, hold, true, logs, probe);
  }

  Proofs with(LogsAnswer said) {
    return new Proofs(unsettled, hold, held, Optional.of(said), probe);
  }

  Proofs with(ProbeAnswer said) {
    return new Proofs(unsettled, hold, held, logs, Optional.of(said));
  }

  /// The pods will be asked again, so everything that they said is void.
  Proofs withoutAnswers() {
    return new Proofs(unsettled, hold, held, Optional.empty(), Optional.empty());
  }
}
