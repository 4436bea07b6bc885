package io.github.shgrotate.sandbox.kubernetes.controllers;

import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import java.util.List;

/// All controllers of the embedded control plane.
public final class Controllers implements AutoCloseable {
  private final SandboxClock.Alarms alarms;
  private final List<ControllerLoop> loops;

  private Controllers(SandboxClock.Alarms alarms, List<ControllerLoop> loops) {
    this.alarms = alarms;
    this.loops = loops;
  }

  public static Controllers start(ObjectRegistry registry, SandboxClock clock) {
    SandboxClock.Alarms alarms = clock.alarms("controller-alarms");
    List<Controller> controllers =
        List.of(
            new DeploymentController(registry),
            new ReplicaSetController(registry),
            new StatefulSetController(registry),
            new DaemonSetController(registry),
            new PodBinding(registry),
            new GarbageCollection(registry),
            new Namespaces(registry));
    return new Controllers(
        alarms,
        controllers.stream()
            .map(controller -> ControllerLoop.start(controller, registry, alarms))
            .toList());
  }

  @Override
  public void close() {
    loops.forEach(ControllerLoop::close);
    alarms.close();
  }
}
