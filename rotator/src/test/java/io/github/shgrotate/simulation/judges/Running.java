package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Which containers run at a point of the chronicle, followed entry by entry.
final class Running {
  /// A container that runs.
  ///
  /// @param text the token in its environment
  record Container(
      String pod,
      String workload,
      Instant began,
      String stamp,
      String text,
      boolean ready,
      boolean leaving) {}

  private final Map<String, Container> containers = new HashMap<>();

  /// Takes the entry in.
  void follow(Entry entry) {
    switch (entry) {
      case Entry.ContainerBegan it ->
          containers.put(
              it.pod(),
              new Container(
                  it.pod(),
                  it.workload(),
                  it.at(),
                  it.template().stamp().orElse(""),
                  it.text(),
                  false,
                  false));
      case Entry.PodReady it ->
          containers.computeIfPresent(
              it.pod(),
              (_, c) ->
                  new Container(
                      c.pod(), c.workload(), c.began(), c.stamp(), c.text(), true, c.leaving()));
      case Entry.PodLeaving it ->
          containers.computeIfPresent(
              it.pod(),
              (_, c) ->
                  new Container(
                      c.pod(), c.workload(), c.began(), c.stamp(), c.text(), false, true));
      case Entry.ContainerEnded it -> containers.remove(it.pod());
      default -> {}
    }
  }

  /// Those that are shutting down too.
  Stream<Container> all() {
    return containers.values().stream();
  }

  Stream<Container> of(String workload) {
    return containers.values().stream().filter(each -> each.workload().equals(workload));
  }
}
