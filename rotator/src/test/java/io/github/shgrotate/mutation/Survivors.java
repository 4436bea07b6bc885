package io.github.shgrotate.mutation;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Compares the mutants that no test notices with the list in which each is explained: one that is
/// not on it fails the build, and so does a row that is no longer true.
///
/// In the list a mutant stands on an indented line, below the sentence that says why no test needs
/// to notice it; everything else is text.
final class Survivors {
  private static final String INDENT = "    ";

  private Survivors() {}

  /// Fails when the list is not right.
  ///
  /// @param arguments the report in CSV, the folder of the altered package, the list
  public static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[1]);
    Path list = Path.of(arguments[2]);
    List<Mutant> mutants = Report.read(Path.of(arguments[0]), sources);
    List<String> complaints = complaints(mutants, Files.readAllLines(list), types(sources));

    System.out.println(
        score(mutants) + (complaints.isEmpty() ? ", each explained in " + list : ""));
    if (!complaints.isEmpty()) {
      System.err.println(
          "%s is not right:\n  ".formatted(list)
              + String.join("\n  ", complaints)
              + "\nWrite the test that is missing, delete the code that nothing needs, or explain"
              + " there why both are impossible.");
      System.exit(1);
    }
  }

  private static Set<String> types(Path sources) throws IOException {
    try (var files = Files.list(sources)) {
      return new HashSet<>(
          files.map(file -> file.getFileName().toString().replace(".java", "")).toList());
    }
  }

  /// How many were noticed, and of those that a test reaches, how many.
  static String score(List<Mutant> mutants) {
    long survivors = mutants.stream().filter(Mutant::survives).count();
    long unreached =
        mutants.stream().filter(each -> each.fate() == Mutant.Fate.NO_COVERAGE).count();
    long noticed = mutants.size() - survivors;
    return String.format(
        Locale.ROOT,
        "Mutation score: %d of %d killed (%.1f %%; test strength %.1f %%), %d survive",
        noticed,
        mutants.size(),
        100.0 * noticed / mutants.size(),
        100.0 * noticed / (mutants.size() - unreached),
        survivors);
  }

  /// What is wrong with the list.
  ///
  /// @param types all that there are; rows of one that was not altered this time are not looked at
  static List<String> complaints(List<Mutant> mutants, List<String> list, Set<String> types) {
    List<String> complaints = new ArrayList<>();
    if (mutants.isEmpty()) {
      complaints.add("nothing was altered: a report without mutants shows nothing");
    }
    Set<String> altered = mutants.stream().map(Mutant::topLevelType).collect(toSet());
    List<Mutant> open = new ArrayList<>(mutants);
    boolean explained = false;
    for (String line : list) {
      if (!line.startsWith(INDENT)) {
        explained = !line.isBlank();
        continue;
      }
      String row = line.strip();
      String type = row.split("[.$]", 2)[0];
      if (!explained) {
        complaints.add("no sentence above explains it: " + row);
      } else if (!types.contains(type)) {
        complaints.add("there is no such class: " + row);
      } else if (altered.contains(type) && !take(row, open)) {
        complaints.add("a test notices it, or it is no more: " + row);
      }
    }
    open.stream()
        .filter(Mutant::survives)
        .forEach(mutant -> complaints.add("no test notices it: " + mutant));
    return complaints;
  }

  /// Takes the mutant of that row out; one that only took too long may be a survivor on a machine
  /// that is busy.
  private static boolean take(String row, List<Mutant> open) {
    Optional<Mutant> found =
        open.stream()
            .filter(mutant -> mutant.survives() || mutant.fate() == Mutant.Fate.TIMED_OUT)
            .filter(mutant -> mutant.toString().equals(row))
            .min(comparing(mutant -> !mutant.survives()));
    found.ifPresent(open::remove);
    return found.isPresent();
  }
}
