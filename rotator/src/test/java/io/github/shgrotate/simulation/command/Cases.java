package io.github.shgrotate.simulation.command;

import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Telling;
import io.github.shgrotate.simulation.crash.CrashCase;
import io.github.shgrotate.simulation.judges.Violation;
import java.io.PrintStream;
import java.util.List;

/// Plays one crash case again.
final class Cases {
  private Cases() {}

  static int play(Order.Case order, PrintStream out) {
    CrashCase.Outcome outcome = order.which().play(new Product());
    if (order.tell()) {
      outcome.evidence().entries().stream().map(Telling::line).forEach(out::println);
    }
    List<Violation> violations = outcome.violations();
    violations.forEach(violation -> out.println("BROKEN " + violation));
    out.println(
        "%s: %d runs; %s"
            .formatted(
                order.which(),
                outcome.requests().size(),
                violations.isEmpty() ? "every promise was kept" : "a promise was broken"));
    return violations.isEmpty() ? 0 : 1;
  }
}
