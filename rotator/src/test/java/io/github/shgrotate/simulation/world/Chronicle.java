package io.github.shgrotate.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All that has happened, in order: what the judges read.
public final class Chronicle {
  private final List<Entry> entries = new ArrayList<>();

  public void add(Entry entry) {
    entries.add(entry);
  }

  public List<Entry> entries() {
    return entries;
  }

  public <T extends Entry> Stream<T> of(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast);
  }
}
