package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Picks deeds of one kind, in order.
final class Deeds {
  private Deeds() {}

  static <D extends Deed> List<D> of(List<Deed> deeds, Class<D> kind) {
    return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// What a run came to that has nothing left to do.
  static Outcome outcome(List<Deed> deeds) {
    if (!of(deeds, Deed.Renewed.class).isEmpty()) {
      return Outcome.ROTATED;
    }
    boolean finished =
        deeds.stream().anyMatch(it -> it instanceof Deed.Restarted || it instanceof Deed.Revoked);
    return finished ? Outcome.FINISHED : Outcome.NOTHING_OWED;
  }

  /// The last proof of each workload: after a key was revoked they are proven again.
  static Collection<Deed.Proven> lastProven(List<Deed> deeds) {
    Map<WorkloadRef, Deed.Proven> last = new LinkedHashMap<>();
    of(deeds, Deed.Proven.class).forEach(proven -> last.put(proven.workload(), proven));
    return last.values();
  }
}
