package io.github.shgrotate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The text of `--help`.
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  static String text() {
    var spec = Arguments.spec("apim-shg-rotate");
    spec.usageMessage()
        .width(WIDTH)
        .customSynopsis("apim-shg-rotate [rotate|plan|revoke] [OPTIONS]")
        .description(
            "",
            "Renews the token of an Azure API Management self-hosted gateway: gets a new one from"
                + " Azure, stores it in the Kubernetes Secret, restarts the gateway, and waits"
                + " until every pod runs on it. \"plan\" only says what it would do. \"revoke\" is"
                + " for a token that has leaked: it moves to the other key at once and makes the"
                + " old key anew.",
            "",
            "Every option may be given as a flag or as the environment variable in brackets; the"
                + " flag wins.",
            "")
        .footer("", "Exit codes:");
    StringBuilder text = new StringBuilder(new CommandLine(spec).getUsageMessage(Ansi.OFF));
    for (ExitCode code : ExitCode.values()) {
      text.append("  %d  %s%n".formatted(code.number(), code.meaning()));
    }
    return text.toString();
  }
}
