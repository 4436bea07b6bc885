package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.ProbeAnswer;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Pod;
import io.github.shgrotate.simulation.world.World;
import java.net.URI;
import java.util.List;

/// What the gateways answer to a caller: a page, or nothing in it.
final class GatewayAnswers implements GatewayProbe {
  private final World world;
  private final Installation of;

  GatewayAnswers(World world, Installation of) {
    this.world = world;
    this.of = of;
  }

  @Override
  public ProbeAnswer ask(URI address) {
    List<Pod> asked =
        of.workloads().stream()
            .flatMap(name -> world.cluster().workload(name).stream())
            .flatMap(workload -> workload.pods().stream())
            .filter(pod -> pod.address().equals(address.getHost()))
            .toList();
    return asked.stream().anyMatch(Pod::serves)
        ? new ProbeAnswer.Served()
        : new ProbeAnswer.NotServed("200 with an empty body");
  }
}
