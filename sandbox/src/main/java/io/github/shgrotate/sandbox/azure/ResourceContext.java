package io.github.shgrotate.sandbox.azure;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// What all resources of one sandbox share.
record ResourceContext(
    Clock clock, Randomness randomness, Ledger<Regeneration> regenerations, AtomicLong versions) {
  long nextVersion() {
    return versions.incrementAndGet();
  }
}
