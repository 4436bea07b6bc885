package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.World;
import java.util.Optional;

/// What Kubernetes does about an event that has arrived.
final class EventAnswers implements Journal {
  private final World world;
  private final int run;
  private final Rights rights;
  private boolean isShut;

  EventAnswers(World world, int run, Rights rights) {
    this.world = world;
    this.run = run;
    this.rights = rights;
  }

  @Override
  public Optional<String> record(Deed deed) {
    if (!rights.createEvents()) {
      boolean isKnown = isShut;
      isShut = true;
      return isKnown
          ? Optional.empty()
          : Optional.of("no Kubernetes events are recorded: this needs create on events");
    }
    Refusal.arrived(world, run, "create event");
    world.chronicle().add(new Entry.EventWritten(world.time().now(), run, deed.toString()));
    return Optional.empty();
  }
}
