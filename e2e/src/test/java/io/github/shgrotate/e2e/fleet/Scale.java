package io.github.shgrotate.e2e.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `e2e/scale` runs: how the cost grows with the number of gateways. Ends with 1 when a
/// gateway is not as it should be afterwards.
public final class Scale {
  private static final Path DOCUMENT = Path.of("..", "docs/scale.md");
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- measured -->\n).*(?=<!-- end -->)", Pattern.DOTALL);

  private Scale() {}

  /// Measures, and prints.
  ///
  /// @param arguments as `e2e/scale` describes them
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Wanted wanted = Wanted.of(arguments);
    StringBuilder table = new StringBuilder(ScaleResult.HEADER);
    System.out.print(ScaleResult.HEADER);
    String requests = "";
    boolean allWell = true;
    for (int gateways : wanted.sizes()) {
      ScaleResult result = measured(gateways, wanted);
      table.append(result.row());
      allWell &= result.wrong().isEmpty();
      requests = result.requestsInWords();
      System.out.print(result.row());
      System.err.print(requests);
      result.wrong().forEach(System.err::println);
    }
    if (wanted.write() && allWell) {
      String text = Files.readString(DOCUMENT);
      Files.writeString(
          DOCUMENT,
          TABLE.matcher(text).replaceFirst(Matcher.quoteReplacement(table + "\n" + requests)));
    }
    // The sandbox's threads would keep it alive.
    System.exit(allWell ? 0 : 1);
  }

  private static ScaleResult measured(int gateways, Wanted wanted)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("scale");
    try (ScaleRun run = new ScaleRun(folder, gateways, wanted.readyAfter())) {
      return run.rotate(wanted.options());
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /// What was asked for.
  private record Wanted(
      List<Integer> sizes, Duration readyAfter, List<String> options, boolean write) {
    static Wanted of(String[] arguments) {
      List<Integer> sizes = new ArrayList<>();
      List<String> options = new ArrayList<>();
      Duration readyAfter = Duration.ofSeconds(3);
      boolean write = false;
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--write" -> write = true;
          case "--ready-after" -> readyAfter = Duration.ofSeconds(Long.parseLong(arguments[++i]));
          case "--concurrency" -> options.addAll(List.of("--concurrency", arguments[++i]));
          default -> sizes.add(Integer.parseInt(arguments[i]));
        }
      }
      return new Wanted(
          sizes.isEmpty() ? List.of(1, 10, 100, 1000) : sizes, readyAfter, options, write);
    }
  }
}
