package io.github.shgrotate.simulation.judges;

import java.time.Duration;
import java.util.Optional;

/// What the rotator was asked for, in the words of its command line.
///
/// @param renewBefore empty: every run renews
/// @param tokenKey `last`, `rotate`, `primary` or `secondary`
/// @param waits whether it is to wait for the pods
/// @param revokes whether the old key is to be regenerated
/// @param provesSignatures whether it may compare tokens with the gateway's keys
public record Terms(
    Optional<Duration> renewBefore,
    String tokenKey,
    boolean waits,
    boolean revokes,
    boolean provesSignatures) {}
