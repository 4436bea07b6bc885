package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The man page, in roff: all that the help of every command tells, and the environment.
final class ManPage {
  private final StringBuilder roff = new StringBuilder();

  private ManPage() {}

  static String text() {
    ManPage page = new ManPage();
    page.head(Build.known());
    page.commands();
    page.options();
    page.environment();
    page.files();
    page.exits();
    page.examples();
    page.seeAlso();
    return page.roff.toString();
  }

  private void head(Build build) {
    // A date with hyphens as they are, or it is none.
    line(
        ".TH APIM\\-SHG\\-ROTATE 1 %s \"apim\\-shg\\-rotate %s\" \"User Commands\""
            .formatted(build.time().substring(0, "2026-11-24".length()), escaped(build.version())));
    macro("SH", "NAME");
    line("apim-shg-rotate \\- renew the token of an API Management self-hosted gateway");
    macro("SH", "SYNOPSIS");
    macro("B", "apim-shg-rotate");
    text(Manual.of(Command.HELP).synopsis());
    macro("SH", "DESCRIPTION");
    text(Manual.of(Command.HELP).description());
    macro("PP");
    text(
        "Every option may be given as a flag or as an environment variable; the flag wins. An empty"
            + " value counts as not given. A TIME is a number with its unit: 90s, 10m, 240h, 10d.");
  }

  private void commands() {
    macro("SH", "COMMANDS");
    for (Command command : Command.values()) {
      Manual manual = Manual.of(command);
      macro("TP");
      macro("B", command.word());
      text(command == Command.HELP ? command.purpose() + "." : manual.description());
    }
  }

  private void options() {
    macro("SH", "OPTIONS");
    macro("TP");
    line("\\fB\\-h\\fR, \\fB\\-\\-help\\fR");
    text("Tell the options of a command, as much as fits a screen.");
    macro("TP");
    macro("B", "--version");
    text("Tell the version, and what it was built from.");
    for (Completions.Group group : Completions.groups()) {
      if (group.options().isEmpty()) {
        continue;
      }
      macro("SS", "Options of " + String.join(", ", group.commandWords()));
      for (CommandOption option : group.options()) {
        macro("TP");
        line(
            option.flags().stream()
                    .map(flag -> "\\fB" + escaped(flag) + "\\fR")
                    .collect(Collectors.joining(", "))
                + (option.isSwitch() ? "" : " \\fI" + escaped(option.label()) + "\\fR"));
        text(sentence(option));
      }
    }
  }

  private static String sentence(CommandOption option) {
    List<String> parts = new ArrayList<>(List.of(option.meaning()));
    if (!option.details().isEmpty()) {
      parts.add(option.details());
    }
    return String.join("; ", parts);
  }

  private void environment() {
    macro("SH", "ENVIRONMENT");
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Command command : Command.values()) {
      for (CommandOption option : command.options()) {
        for (String variable : option.variables()) {
          meanings.putIfAbsent(
              variable,
              option.flags().isEmpty()
                  ? sentence(option)
                  : "stands in for " + option.flags().getLast());
        }
      }
    }
    meanings.put("COLUMNS", "how wide tables and help may be");
    meanings.put("NO_COLOR", "when set, no colours and no line that is rewritten");
    meanings.put(
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
        "as other programs read them, also in lower case");
    meanings.forEach(
        (variable, meaning) -> {
          macro("TP");
          macro("B", variable);
          text(meaning);
        });
  }

  private void files() {
    macro("SH", "FILES");
    macro("TP");
    macro("I", "~/.kube/config");
    text("the cluster's access, outside a pod and without --kubeconfig");
    macro("TP");
    macro("I", "/var/run/secrets/kubernetes.io/serviceaccount");
    text("the same in a pod");
  }

  private void exits() {
    macro("SH", "EXIT STATUS");
    List<Manual.ExitRow> contract = Manual.of(Command.HELP).exits().getFirst().rows();
    for (Manual.ExitRow row : contract) {
      macro("TP");
      macro("B", String.valueOf(row.number()));
      text(row.meaning());
    }
    for (Command command : Command.values()) {
      for (Manual.ExitTable table : Manual.of(command).exits()) {
        if (!contract.containsAll(table.rows())) {
          macro("SS", table.title().replace("Exit codes", "Of " + command.word()));
          for (Manual.ExitRow row : table.rows()) {
            macro("TP");
            macro("B", String.valueOf(row.number()));
            text(row.meaning());
          }
        }
      }
    }
  }

  private void examples() {
    macro("SH", "EXAMPLES");
    for (Command command : Command.values()) {
      if (command == Command.HELP) {
        continue;
      }
      for (Manual.Example example : Manual.of(command).examples()) {
        macro("TP");
        text(command.word() + ", " + example.why() + ":");
        macro("EX");
        Printable.wrapped(List.of(example.command().split(" (?=-)", -1)), 68, " \\")
            .forEach(words -> line(escaped(words)));
        macro("EE");
      }
    }
  }

  private void seeAlso() {
    macro("SH", "SEE ALSO");
    line("\\fBkubectl\\fR(1), \\fBaz\\fR(1)");
    macro("PP");
    text(
        "The documents of the project: docs/reference (options, reasons of a failure, status, log),"
            + " docs/runbook.md (what to do about each reason), docs/faq.md.");
  }

  private void macro(String name, String... arguments) {
    roff.append('.').append(name);
    for (String argument : arguments) {
      roff.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    roff.append('\n');
  }

  /// Words in lines of which roff may take none for a macro.
  private void text(String words) {
    for (String each : Printable.wrapped(words, 72)) {
      line((each.startsWith(".") ? "\\&" : "") + escaped(each));
    }
  }

  private void line(String line) {
    roff.append(line).append('\n');
  }

  /// A hyphen of a flag must be one that can be copied into a shell.
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("~", "\\(ti")
        .replace("'", "\\(aq");
  }
}
