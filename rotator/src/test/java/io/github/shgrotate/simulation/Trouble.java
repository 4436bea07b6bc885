package io.github.shgrotate.simulation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fault at one request of one run. Written `2.7:LOST_AFTER`, with `+` for "from then on".
///
/// @param run which run of the case, counted from 1
/// @param request which request of that run, counted from 1
/// @param on whether every later request of the run fares alike
public record Trouble(int run, int request, Fault fault, boolean on) {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+):([A-Z0-9_]+)(\\+?)");

  /// Reads one as it is written.
  public static Trouble parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no fault; one is written 1.5:LOST_AFTER or 1.5:LOST_AFTER+".formatted(text));
    }
    return new Trouble(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Fault.valueOf(matcher.group(3)),
        !matcher.group(4).isEmpty());
  }

  @Override
  public String toString() {
    return "%d.%d:%s%s".formatted(run, request, fault, on ? "+" : "");
  }
}
