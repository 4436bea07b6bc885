package io.github.shgrotate.e2e.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A median, and the quartiles around it.
record Spread(double lower, double median, double upper) {
  /// @throws IllegalArgumentException when there is nothing
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  /// Of the ratios within each round: what slows a whole round down cancels out.
  ///
  /// @param one in the order of the rounds, as is the other
  static Spread ofRatios(List<Cost> one, List<Cost> other, ToDoubleFunction<Cost> what) {
    if (one.size() != other.size()) {
      throw new IllegalArgumentException(
          "%d runs cannot be paired with %d".formatted(one.size(), other.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      ratios.add(what.applyAsDouble(one.get(i)) / what.applyAsDouble(other.get(i)));
    }
    return of(ratios);
  }

  /// Between two values, in proportion.
  private static double quantile(List<Double> sorted, double share) {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
  }
}
