package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import java.util.List;

/// Picks deeds of one kind, in order.
final class Deeds {
  private Deeds() {}

  static <D extends Deed> List<D> of(List<Deed> deeds, Class<D> kind) {
    return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
