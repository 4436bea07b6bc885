package io.github.shgrotate.e2e.benchmark;

import io.github.shgrotate.e2e.controlplane.Corner;
import io.github.shgrotate.e2e.controlplane.Installation;
import io.github.shgrotate.e2e.controlplane.RealWorld;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import java.io.IOException;

/// A contender with a gateway of its own, so that nobody finds what another has left.
final class Entrant implements AutoCloseable {
  private final Contender who;
  private final Corner corner;
  private final Program program;

  /// How it is started; anew each time, as some need a clean home.
  interface Program {
    Launch next(Corner corner) throws IOException;
  }

  private Entrant(Contender who, Corner corner, Program program) {
    this.who = who;
    this.corner = corner;
    this.program = program;
  }

  static Entrant in(RealWorld world, Contender who, Program program) throws IOException {
    Corner corner = Corner.in(world, who.name());
    corner.install(
        Installation.of(1).podAnnotations("{%s: '20'}".formatted(Behaviour.DRAIN_ANNOTATION)));
    return new Entrant(who, corner, program);
  }

  Contender who() {
    return who;
  }

  Corner corner() {
    return corner;
  }

  /// One rotation, and what it cost; returns when the cluster is at rest again.
  ///
  /// @throws IllegalStateException when it did not do the work
  Cost run(Meter meter) throws IOException, InterruptedException {
    return run(meter, program.next(corner));
  }

  Cost run(Meter meter, Launch launch) throws IOException, InterruptedException {
    Rotated rotated = Rotated.before(corner);
    Requests before = requests();
    Meter.Reading reading = meter.run(launch);
    rotated.check(reading);
    // After the rest, when the API server has noted everything down.
    Rotated.settle(corner);
    rotated.checkAtRest(reading);
    return new Cost(
        reading.wallMillis(), reading.cpuMillis(), reading.peakMib(), requests().since(before));
  }

  private Requests requests() {
    return new Requests(
        corner.azure().entra().log().size(),
        corner.azure().arm().log().size(),
        corner.auditLog().entries().size());
  }

  @Override
  public void close() {
    corner.close();
  }
}
