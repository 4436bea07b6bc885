package io.github.shgrotate.simulation.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

/// The process of `bin/simulate`: the only one here that has the standard streams and exits.
public final class Simulate {
  private Simulate() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// Does what is asked.
  ///
  /// @return the exit code: 0 all is well, 1 it is not, 2 the arguments are wrong
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return switch (Orders.of(arguments)) {
      case Order.Help() -> {
        out.print(Usage.TEXT);
        yield 0;
      }
      case Order.Wrong(String why) -> wrong(why, err);
      case Order.Years years -> Years.play(years, out, err);
      case Order.Case one -> Cases.play(one, out);
      case Order.Policy policy -> {
        try {
          yield Policies.play(policy, Files.readString(policy.file()), out, err);
        } catch (IOException e) {
          yield wrong("%s cannot be read: %s".formatted(policy.file(), e), err);
        }
      }
    };
  }

  static int wrong(String why, PrintStream err) {
    err.println("simulate: " + why);
    return 2;
  }
}
