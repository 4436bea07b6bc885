package io.github.shgrotate.e2e;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the program says when it fails, in the form of the contract: what, where, why, what still
/// holds, what to do next.
record FailureMessage(
    String what, String reason, String where, String why, String holds, String next) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?m)^apim-shg-rotate: (?<what>\\S.*) \\[(?<reason>[A-Za-z]+)]\\n"
              + "  where: (?<where>\\S.*)\\n"
              + "  why:   (?<why>\\S.*(?:\\n {9}\\S.*)*)\\n"
              + "  holds: (?<holds>\\S.*)\\n"
              + "  next:  (?<next>\\S.*)\\n"
              + "(?:  ids:   \\S.*\\n)?\\z");

  /// What a program says that has lost its way.
  private static final List<Pattern> MARKS_OF_A_MISTAKE =
      List.of(
          Pattern.compile("\\bnull\\b"),
          Pattern.compile("Exception"),
          Pattern.compile("Optional[\\[.]"),
          Pattern.compile("\\bjavax?\\."),
          Pattern.compile("\\bsun\\.|jdk\\.internal"),
          Pattern.compile("@[0-9a-f]{6,}"),
          Pattern.compile("%[sd]"));

  /// Reads the end of what was said on standard error.
  static FailureMessage of(String err) {
    Matcher form = FORM.matcher(err);
    if (!form.find()) {
      throw new AssertionError("no failure in the form of the contract at the end of:\n" + err);
    }
    return new FailureMessage(
        form.group("what"),
        form.group("reason"),
        form.group("where"),
        form.group("why"),
        form.group("holds"),
        form.group("next"));
  }

  List<String> marksOfAMistake() {
    return MARKS_OF_A_MISTAKE.stream()
        .flatMap(mark -> mark.matcher(text()).results())
        .map(found -> found.group())
        .toList();
  }

  String text() {
    return String.join("\n", what, where, why, holds, next);
  }
}
