package io.github.shgrotate.simulation.command;

import io.github.shgrotate.cli.SimulationInput;
import io.github.shgrotate.simulation.crash.CrashCase;
import io.github.shgrotate.simulation.year.Happening;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the arguments of `bin/simulate`.
final class Orders {
  private static final Set<String> OF_YEARS =
      Set.of("--seeds", "--days", "--first-seed", "--only", "--tell");
  private static final Set<String> OF_A_CASE = Set.of("--case", "--tell");
  private static final Set<String> OF_A_POLICY = Set.of("-f", "--days", "--outage");
  private static final Set<String> WITHOUT_VALUE = Set.of("--tell", "--help");
  private static final Pattern OUTAGE = Pattern.compile("(?:([a-z]+):)?(\\w+)@day(\\d{1,5})");
  private static final Pattern KEPT = Pattern.compile("\\d{1,5}(,\\d{1,5})*");
  private static final int MOST_DAYS = 3660;
  private static final long MOST_SEEDS = 100_000_000;

  /// An argument that is not as it should be.
  private static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake(String why) {
      super(why);
    }
  }

  private final Map<String, String> given = new HashMap<>();
  private final List<String> outages = new ArrayList<>();

  private Orders() {}

  static Order of(List<String> arguments) {
    try {
      Orders orders = new Orders();
      orders.take(arguments);
      return orders.order();
    } catch (Mistake e) {
      return new Order.Wrong(String.valueOf(e.getMessage()));
    }
  }

  private void take(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      name = Map.of("--file", "-f", "-h", "--help").getOrDefault(name, name);
      if (!known(name)) {
        throw new Mistake("\"%s\" is no option; see --help".formatted(word));
      }
      String value = "";
      if (!WITHOUT_VALUE.contains(name)) {
        if (equals < 0 && i + 1 == arguments.size()) {
          throw new Mistake(name + " needs a value");
        }
        value = equals < 0 ? arguments.get(++i) : word.substring(equals + 1);
      }
      if (name.equals("--outage")) {
        outages.add(value);
      } else if (given.containsKey(name)) {
        throw new Mistake(name + " is given twice");
      }
      given.put(name, value);
    }
  }

  private static boolean known(String name) {
    return OF_YEARS.contains(name)
        || OF_A_CASE.contains(name)
        || OF_A_POLICY.contains(name)
        || name.equals("--help");
  }

  private Order order() {
    if (given.containsKey("--help")) {
      return new Order.Help();
    }
    if (given.containsKey("--case")) {
      only(OF_A_CASE, "--case");
      return new Order.Case(crashCase(text("--case")), given.containsKey("--tell"));
    }
    int days = (int) number("--days", 365, 1, MOST_DAYS);
    if (given.containsKey("-f")) {
      only(OF_A_POLICY, "-f");
      return new Order.Policy(
          Path.of(text("-f")), days, outages.stream().map(it -> outage(it, days)).toList());
    }
    only(OF_YEARS, "-f FILE is not given, so");
    Optional<List<Integer>> kept = Optional.ofNullable(given.get("--only")).map(Orders::kept);
    boolean tell = given.containsKey("--tell");
    long seeds = number("--seeds", kept.isPresent() || tell ? 1 : 100, 1, MOST_SEEDS);
    if (seeds > 1 && (kept.isPresent() || tell)) {
      throw new Mistake("--only and --tell are for one seed: give --first-seed, and no --seeds");
    }
    return new Order.Years(
        number("--first-seed", 1, 0, Long.MAX_VALUE / 2), seeds, days, kept, tell);
  }

  private String text(String name) {
    return Optional.ofNullable(given.get(name)).orElseThrow();
  }

  private void only(Set<String> allowed, String because) {
    given.keySet().stream()
        .filter(name -> !allowed.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new Mistake(
                  because.startsWith("-f FILE")
                      ? because + " " + name + " means nothing"
                      : "%s and %s do not go together".formatted(because, name));
            });
  }

  private long number(String name, long otherwise, long least, long most) {
    String text = given.getOrDefault(name, String.valueOf(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is out of range.
    }
    throw new Mistake(
        "%s \"%s\" is no whole number from %d to %d".formatted(name, text, least, most));
  }

  private static List<Integer> kept(String text) {
    if (text.equals("none")) {
      return List.of();
    }
    if (!KEPT.matcher(text).matches()) {
      throw new Mistake("--only \"%s\" is no list of numbers: 3,17,42, or none".formatted(text));
    }
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static CrashCase crashCase(String line) {
    try {
      return CrashCase.parse(line);
    } catch (IllegalArgumentException e) {
      throw new Mistake(
          "--case \"%s\": %s; the tests print such lines: 'due NONE 1.5:LOST_AFTER'"
              .formatted(line, String.valueOf(e.getMessage())));
    }
  }

  private static Happening outage(String text, int days) {
    Matcher matcher = OUTAGE.matcher(text);
    Optional<Duration> length =
        matcher.matches() ? SimulationInput.duration(matcher.group(2)) : Optional.empty();
    if (length.isEmpty()) {
      throw new Mistake(
          "--outage \"%s\" is none; one is written 3d@day20, azure:36h@day20, kubernetes:2d@day20 or"
                  .formatted(text)
              + " schedule:12d@day20");
    }
    int day = Integer.parseInt(matcher.group(3));
    if (day < 1 || day > days) {
      throw new Mistake(
          "--outage \"%s\": there are days 1 to %d, no day %d".formatted(text, days, day));
    }
    Duration at = Duration.ofDays(day - 1L);
    String whom = Optional.ofNullable(matcher.group(1)).orElse("azure");
    return switch (whom) {
      case "azure", "kubernetes", "schedule" ->
          new Happening.Away(
              Happening.Whom.valueOf(whom.toUpperCase(Locale.ROOT)), at, at.plus(length.get()));
      default ->
          throw new Mistake(
              "--outage \"%s\": %s is none of azure, kubernetes, schedule".formatted(text, whom));
    };
  }
}
