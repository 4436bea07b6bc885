package io.github.shgrotate.e2e.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `docs/performance.md`, whole: what was measured, and the words around it.
final class PerformancePage {
  private static final List<Contender> OTHERS =
      List.of(Contender.SCRIPT, Contender.FLOOR, Contender.GO);

  private final Results results;

  private PerformancePage(Results results) {
    this.results = results;
  }

  static String text(Results results) {
    return new PerformancePage(results).text();
  }

  private String text() {
    return String.join(
        "\n",
        BEGINNING,
        "## Goals",
        "",
        "Fixed before anything was measured. Ratios are those of the warm rounds.",
        "",
        goals(),
        heldBack(),
        "## Warm",
        "",
        "The files are in memory, as on a node that has run the job before.",
        "",
        costs(results.warm()),
        ratios(results.warm()),
        "## Cold",
        "",
        cold(),
        "## Who is who",
        "",
        WHO,
        "## How it is measured",
        "",
        how(),
        "");
  }

  private static final String BEGINNING =
      """
      <!-- Written by e2e/benchmark, words and all: change PerformancePage, then run it with --write. -->
      # Performance

      The program runs for a moment once a day, so what counts is what it takes to start, do its work and end: one rotation as a
      whole process, beside others that do the same work on the same control plane and the same sandbox of Azure, in one run.

          mvn package -Pimage
          e2e/benchmark --write
      """;

  private static final String WHO =
      """
      | | what runs |
      |---|---|
      | apim-shg-rotate `--no-wait` | the shipped folder, signed in with a client secret; like the script it ends when the restart has been asked for. It records two Kubernetes events more than the others do |
      | apim-shg-rotate, with the proof | the same as it is meant to run: watches the rollout and asks the pods. Its wall time holds the start of a simulated pod, and its requests the watch, the pods and the history |
      | Azure CLI and kubectl | the ten calls of the bash script in its order: `az login`, `account list`, `apim show`, `rest` twice; `kubectl get`, `create --dry-run`, `apply`, `annotate`, `rollout restart`; each time in a new home, as in the pod of a CronJob |
      | bare Java | seven requests with `java.net.http`, with no option, library, check or second attempt; the same Java runtime and flags, and an ahead-of-time cache of its own. Nothing in Java can cost less |
      | Go | seven requests with azidentity and client-go, as they come, with no check or second attempt |
      """;

  private String goals() {
    StringBuilder table = new StringBuilder("| goal | at most | found | |\n|---|---|---|---|\n");
    for (Goal goal : Goal.values()) {
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  goal.title(),
                  number(goal.limit()),
                  goal.found(results).map(PerformancePage::spread).orElse("-"),
                  goal.verdict(results).words()));
    }
    return table.toString();
  }

  private String heldBack() {
    return Stream.of(Goal.values())
        .filter(goal -> goal.verdict(results) == Goal.Verdict.MISSED)
        .map(
            goal ->
                "- What holds back \"%s\": %s\n".formatted(goal.title(), goal.heldBackBy(results)))
        .collect(Collectors.joining());
  }

  private String costs(Rounds rounds) {
    StringBuilder table =
        new StringBuilder(
            """
            | | wall, ms | CPU, ms | peak, MiB | requests | on disk, MB |
            |---|---|---|---|---|---|
            """);
    for (Contender each : Contender.values()) {
      table.append(
          "| %s | %s | %s | %s | %s | %.0f |\n"
              .formatted(
                  each.title(),
                  spread(rounds.spread(each, Cost::wallMillis)),
                  spread(rounds.spread(each, Cost::cpuMillis)),
                  spread(rounds.spread(each, Cost::peakMib)),
                  requests(rounds.of(each).getLast().requests()),
                  results.diskMb().get(each)));
    }
    return table.toString();
  }

  private static String requests(Requests requests) {
    return "%d (Entra %d, ARM %d, Kubernetes %d)"
        .formatted(requests.all(), requests.entra(), requests.arm(), requests.kubernetes());
  }

  /// Of the first contender, to each of the others.
  private static String ratios(Rounds rounds) {
    StringBuilder table =
        new StringBuilder(
            """
            | apim-shg-rotate `--no-wait`, as a share of | wall | CPU | peak |
            |---|---|---|---|
            """);
    for (Contender other : OTHERS) {
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  other.title(),
                  ratio(rounds, other, Cost::wallMillis),
                  ratio(rounds, other, Cost::cpuMillis),
                  ratio(rounds, other, Cost::peakMib)));
    }
    return table.toString();
  }

  private static String ratio(Rounds rounds, Contender other, ToDoubleFunction<Cost> what) {
    return spread(rounds.share(Contender.ROTATOR, other, what));
  }

  private String cold() {
    return results.cold().count() == 0
        ? "Not measured: the user who ran the benchmark may not make the kernel forget its files.\n"
        : """
        The kernel has forgotten all files before each run, as on a new node; the disk is this machine's.

        """
            + costs(results.cold())
            + "\n"
            + ratios(results.cold());
  }

  private String how() {
    Setting setting = results.setting();
    int warm = results.warm().count();
    int cold = results.cold().count();
    return """
    Round after round everybody runs once, in a changing order, each on a gateway of its own with one pod; %d rounds warm, %d
    cold. A number is the median, in brackets are the quartiles. A ratio is the median of the ratios within each round. CPU is
    user and system time of all processes, the peak that of the largest process, both as the kernel says (`wait4`); requests are
    counted by those who answer them: the sandbox's log and the API server's audit log. On disk is what has to be installed,
    without a shell, and for Azure CLI without Python. After each run the benchmark looks at the Secret, the workload and the pods
    and asks the sandbox's Azure about the token: a run that did not do the work ends the benchmark.

    Everything is on loopback, so no network is in these numbers; with real ones each request adds its round trip. The API server
    and the sandbox run on the same processors as those who are measured. Trust the ratios.

    %s: %s, %d processors, %d GiB. %s.
    """
        .formatted(
            warm,
            cold,
            setting.date(),
            setting.processor(),
            setting.cores(),
            setting.memoryGib(),
            setting.versions().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")))
        .stripTrailing();
  }

  private static String spread(Spread spread) {
    return spread.lower() == spread.upper()
        ? number(spread.median())
        : "%s (%s-%s)"
            .formatted(number(spread.median()), number(spread.lower()), number(spread.upper()));
  }

  /// Three digits that say something.
  static String number(double value) {
    if (value >= 10 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 1 ? "%.2f" : "%.3f", value);
  }
}
