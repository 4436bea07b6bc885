package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/// The text of `--help`, for each command its own.
final class Help {
  private static final int WIDTH = 100;
  private static final String VARIABLES =
      "Every option may be given as a flag or as the environment variable in brackets; the flag"
          + " wins.";

  private Help() {}

  static String text(Command command) {
    return switch (command) {
      case ROTATE, PLAN, REVOKE, HELP -> ofRotate();
      case STATUS -> ofStatus();
    };
  }

  private static String ofRotate() {
    List<String> description = new ArrayList<>();
    description.add("");
    description.add(
        "Renews the token of an Azure API Management self-hosted gateway: gets a new one from"
            + " Azure, stores it in the Kubernetes Secret, restarts the gateway, and waits until"
            + " every pod runs on it.");
    description.add("");
    for (Command each : Command.values()) {
      description.add("  %-8s%s".formatted(each.word(), each.purpose()));
    }
    description.add("");
    description.add("The options of rotate, plan and revoke. " + VARIABLES);
    description.add("");
    return usage(Command.ROTATE, "apim-shg-rotate [COMMAND] [OPTIONS]", description) + exitCodes();
  }

  private static String ofStatus() {
    return usage(
            Command.STATUS,
            "apim-shg-rotate status [OPTIONS]",
            List.of(
                "",
                "Shows every self-hosted gateway of a namespace or of the cluster: its token, when"
                    + " it ends, how many pods run on it, what is wrong, and what to do next. Asks"
                    + " Kubernetes only, never Azure, and changes nothing.",
                "",
                VARIABLES,
                ""))
        + """
        Examples:
          apim-shg-rotate status -n apim
          apim-shg-rotate status -A -O html > gateways.html
          apim-shg-rotate status -A --warn 12d --crit 5d     # for a monitoring system
        """
        + """

        Exit codes:
          0  the status was told, good or bad
        """
        + Stream.of(ExitCode.FAILED, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.UNAVAILABLE)
            .map(Help::row)
            .collect(Collectors.joining())
        + "\nExit codes with --warn or --crit:\n"
        + MonitoringState.table();
  }

  private static String usage(Command command, String synopsis, List<String> description) {
    CommandSpec spec = Arguments.spec("apim-shg-rotate", command.options());
    spec.usageMessage()
        .width(WIDTH)
        .customSynopsis(synopsis)
        .description(description.toArray(String[]::new))
        .footer("");
    return new CommandLine(spec).getUsageMessage(Ansi.OFF);
  }

  private static String exitCodes() {
    StringBuilder text = new StringBuilder("Exit codes:\n");
    for (ExitCode code : ExitCode.values()) {
      text.append(row(code));
    }
    return text.toString();
  }

  private static String row(ExitCode code) {
    return "  %d  %s\n".formatted(code.number(), code.meaning());
  }
}
