package io.github.shgrotate.simulation.world;

import java.util.Locale;

/// Azure's two keys of a gateway.
public enum Slot {
  PRIMARY,
  SECONDARY;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Slot other() {
    return this == PRIMARY ? SECONDARY : PRIMARY;
  }

  public static Slot of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
