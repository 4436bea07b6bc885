package io.github.shgrotate.sandbox.kubelet;

import java.time.Instant;
import java.util.Optional;

/// What can be seen of one gateway container from outside, for judges that do not ask the code
/// under test.
///
/// @param starts how often the container was started in this pod
/// @param tokenId the fingerprint of the token it started with; empty when it had none
/// @param servesNothing it answers 200 with an empty body, for want of a configuration
/// @param draining it was told to end and finishes
/// @param since when it started, by the sandbox's clock
public record GatewaySighting(
    String namespace,
    String pod,
    String uid,
    String node,
    int starts,
    Optional<String> tokenId,
    boolean servesNothing,
    boolean ready,
    boolean draining,
    Instant since) {}
