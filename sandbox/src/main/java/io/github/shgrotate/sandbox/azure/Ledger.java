package io.github.shgrotate.sandbox.azure;

import java.util.ArrayList;
import java.util.List;

/// What happened, oldest first, for judges.
final class Ledger<T> {
  private final List<T> entries = new ArrayList<>();

  synchronized void add(T entry) {
    entries.add(entry);
  }

  synchronized List<T> all() {
    return List.copyOf(entries);
  }
}
