package io.github.shgrotate.e2e.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What each run of a kind cost.
///
/// @param costs in the order of the rounds
record Rounds(Map<Contender, List<Cost>> costs) {
  static final Rounds NONE = new Rounds(Map.of());

  List<Cost> of(Contender who) {
    return costs.getOrDefault(who, List.of());
  }

  /// How many there were.
  int count() {
    return of(Contender.ROTATOR).size();
  }

  Spread spread(Contender who, ToDoubleFunction<Cost> what) {
    return Spread.of(of(who).stream().map(what::applyAsDouble).toList());
  }

  /// What one costs as a share of what another does.
  Spread share(Contender one, Contender other, ToDoubleFunction<Cost> what) {
    return Spread.ofRatios(of(one), of(other), what);
  }
}
