package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that can be said of a namespace or a cluster at one moment.
///
/// @param at the moment, by the clock of whoever asked
/// @param gateways the worst first, then those whose token ends first
/// @param blindSpots what could not be seen
/// @param findings what is wrong beside the gateways
/// @param serverAhead how far the Kubernetes API's clock is ahead
public record StatusReport(
    Instant at,
    Scope scope,
    StatusPolicy policy,
    List<GatewayStatus> gateways,
    List<Found.BlindSpot> blindSpots,
    List<Finding> findings,
    Optional<Duration> serverAhead) {
  /// Less is how long an answer may take, and a second of rounding.
  private static final Duration CLOCKS_AGREE = Duration.ofSeconds(90);

  public StatusReport {
    gateways = List.copyOf(gateways);
    blindSpots = List.copyOf(blindSpots);
    findings = List.copyOf(findings);
  }

  public static StatusReport judge(Found found, StatusPolicy policy, Instant now) {
    List<GatewayStatus> gateways = new ArrayList<>();
    for (FoundGateway gateway : found.gateways()) {
      gateways.add(GatewayStatus.judge(gateway, policy, now));
    }
    gateways.sort(
        Comparator.comparing(GatewayStatus::state)
            .thenComparing(each -> each.life().map(TokenLife::ends).orElse(Instant.MAX))
            .thenComparing(GatewayStatus::namespace)
            .thenComparing(each -> each.workload().toString()));
    return new StatusReport(
        now,
        found.scope(),
        policy,
        gateways,
        found.blindSpots(),
        clock(found.serverAhead()).stream().toList(),
        found.serverAhead());
  }

  private static Optional<Finding> clock(Optional<Duration> ahead) {
    return ahead
        .filter(by -> by.abs().compareTo(CLOCKS_AGREE) > 0)
        .map(
            by ->
                new Finding(
                    Finding.Check.CLOCK_DIFFERS,
                    Level.WARNING,
                    "this machine's clock is %s %s that of the Kubernetes API, so all that is said"
                            .formatted(Words.duration(by), by.isPositive() ? "behind" : "ahead of")
                        + " here of time may be wrong by as much",
                    Advice.of("set the clock right that is wrong")));
  }

  /// Whether the Kubernetes API's clock says the same as the one that was asked; empty when it did
  /// not tell.
  public Optional<Boolean> clocksAgree() {
    return serverAhead.map(by -> by.abs().compareTo(CLOCKS_AGREE) <= 0);
  }

  /// The worst of all. What was not found cannot be well.
  public State state() {
    List<State> states = new ArrayList<>();
    gateways.forEach(
        each -> states.add(each.state() == State.NOT_NEEDED ? State.OK : each.state()));
    findings.forEach(each -> states.add(each.level().state()));
    if (!blindSpots.isEmpty() || gateways.isEmpty()) {
      states.add(State.UNKNOWN);
    }
    return State.worst(states);
  }

  /// How many gateways are in that state.
  public long count(State state) {
    return gateways.stream().filter(each -> each.state() == state).count();
  }
}
