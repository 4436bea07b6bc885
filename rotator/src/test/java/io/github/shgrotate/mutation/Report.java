package io.github.shgrotate.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What PIT found, from its report in CSV.
final class Report {
  private Report() {}

  /// Reads it.
  ///
  /// @param sources the folder of the package that was altered
  static List<Mutant> read(Path csv, Path sources) throws IOException {
    List<Mutant> all = new ArrayList<>();
    for (String row : Files.readAllLines(csv)) {
      // File, class, mutator, method, line, fate; then the test that noticed, which may hold
      // commas.
      List<String> cells = List.of(row.split(",", 7));
      List<String> source = Files.readAllLines(sources.resolve(cells.get(0)));
      all.add(
          new Mutant(
              afterLastDot(cells.get(1)),
              method(cells.get(3)),
              afterLastDot(cells.get(2)).replace("Mutator", ""),
              source.get(Integer.parseInt(cells.get(4)) - 1).strip(),
              Mutant.Fate.valueOf(cells.get(5))));
    }
    return all;
  }

  private static String afterLastDot(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Without what the compiler adds to a lambda's name: that moves too.
  private static String method(String name) {
    return name.replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1");
  }
}
