package io.github.shgrotate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What is to be said of a command beside its options, in the help and in the man page.
///
/// @param synopsis what to type, behind the name of the program
/// @param description what the command does, in one paragraph
/// @param exits one table, or more when options choose between them
record Manual(String synopsis, String description, List<Example> examples, List<ExitTable> exits) {
  /// A command line, and what it is good for. Every one of them is parsed by a test.
  record Example(String why, String command) {}

  /// What the exit codes mean.
  record ExitTable(String title, List<ExitRow> rows) {
    private static ExitTable of(String title, ExitCode... codes) {
      return new ExitTable(
          title,
          Stream.of(codes)
              .map(code -> new ExitRow(code.number(), code.name(), code.meaning()))
              .toList());
    }
  }

  /// @param name in capitals, as the enum has it
  record ExitRow(int number, String name, String meaning) {
    String word() {
      return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final String GATEWAY = "-s GUID -r rg-edge -a apim-contoso -g edge-eu";
  private static final String SECRET = "-n apim -t edge-eu-token -o deployment/edge-eu";
  private static final ExitTable CONTRACT = ExitTable.of("Exit codes", ExitCode.values());

  static Manual of(Command command) {
    return switch (command) {
      case HELP ->
          new Manual(
              "[COMMAND] [OPTIONS]",
              "Renews the token of an Azure API Management self-hosted gateway in Kubernetes,"
                  + " restarts the gateway without losing a request, and proves that every pod runs"
                  + " on the new token. Killed anywhere and run again, it finishes the job; when"
                  + " nothing is owed, it writes nothing.",
              List.of(
                  new Example(
                      "renew when less than 10 days are left, with the other key each time",
                      "apim-shg-rotate %s %s -k rotate --renew-before 10d"
                          .formatted(GATEWAY, SECRET)),
                  new Example(
                      "see what that would do, and why",
                      "apim-shg-rotate plan %s %s -k rotate --renew-before 10d"
                          .formatted(GATEWAY, SECRET)),
                  new Example("see every gateway of the cluster", "apim-shg-rotate status -A")),
              List.of(CONTRACT));
      case ROTATE ->
          new Manual(
              "[rotate] OPTIONS",
              "Renews the token, restarts the gateway, waits until every pod runs on it.",
              List.of(
                  new Example(
                      "every day, in a CronJob",
                      "apim-shg-rotate %s %s -k rotate --renew-before 10d"
                          .formatted(GATEWAY, SECRET))),
              List.of(CONTRACT));
      case PLAN ->
          new Manual(
              "plan OPTIONS",
              "Says what rotate would do with the same options, and why: what is true, what is"
                  + " owed, what would be called and written. Asks Azure and Kubernetes for what"
                  + " they allow to be read, and changes nothing.",
              List.of(
                  new Example(
                      "one gateway", "apim-shg-rotate plan %s %s".formatted(GATEWAY, SECRET)),
                  new Example(
                      "every gateway of a file, for a program to read",
                      "apim-shg-rotate plan -f gateways.yaml -O json")),
              List.of(CONTRACT));
      case REVOKE ->
          new Manual(
              "revoke OPTIONS",
              "For a leaked token. Moves the named workloads to a token of the other key at once,"
                  + " proves every pod, makes the old key anew so that every token of it is"
                  + " refused, and proves once more. Refuses while a known pod still runs on the"
                  + " old key.",
              List.of(
                  new Example(
                      "see first who may be hit",
                      "apim-shg-rotate revoke %s %s --dry-run".formatted(GATEWAY, SECRET)),
                  new Example("do it", "apim-shg-rotate revoke %s %s".formatted(GATEWAY, SECRET))),
              List.of(CONTRACT));
      case MANIFESTS ->
          new Manual(
              "manifests [OPTIONS]",
              "Prints what has to be installed so that rotate runs once a day: ServiceAccount,"
                  + " Role, NetworkPolicy and CronJob, with the rights that its options need and no"
                  + " others, and what to do in Azure. Asks nobody, changes nothing, and never"
                  + " prints a secret.",
              List.of(
                  new Example(
                      "install it for one gateway, signing in by workload identity",
                      "apim-shg-rotate manifests %s %s -c GUID --image registry.example/rotate:1 | kubectl apply -f -"
                          .formatted(GATEWAY, SECRET)),
                  new Example(
                      "one CronJob for all gateways of a file",
                      "apim-shg-rotate manifests -f gateways.yaml -n ops -l identity"
                          + " --image registry.example/rotate:1 | kubectl apply -f -"),
                  new Example(
                      "the role for Azure, to adapt by hand",
                      "apim-shg-rotate manifests --sample --only azure-role > azure-role.json")),
              List.of(
                  new ExitTable(
                      "Exit codes",
                      List.of(
                          new ExitRow(ExitCode.NOTHING_OWED.number(), "PRINTED", "printed"),
                          new ExitRow(
                              ExitCode.USAGE.number(),
                              ExitCode.USAGE.name(),
                              ExitCode.USAGE.meaning())))));
      case COMPLETION ->
          new Manual(
              "completion bash|zsh|fish",
              "Prints a script by which a shell completes commands, flags, and those values that"
                  + " are known: fixed words and files.",
              List.of(
                  new Example("bash, in ~/.bashrc", "source <(apim-shg-rotate completion bash)"),
                  new Example(
                      "zsh, in ~/.zshrc behind compinit",
                      "source <(apim-shg-rotate completion zsh)"),
                  new Example(
                      "fish, in ~/.config/fish/config.fish",
                      "apim-shg-rotate completion fish | source")),
              List.of(ExitTable.of("Exit codes", ExitCode.NOTHING_OWED, ExitCode.USAGE)));
      case STATUS ->
          new Manual(
              "status [OPTIONS]",
              "Shows every self-hosted gateway of a namespace or of the cluster: its token, when it"
                  + " ends, how many pods run on it, what is wrong, and what to do next. Asks"
                  + " Kubernetes only, never Azure, and changes nothing.",
              List.of(
                  new Example("one namespace", "apim-shg-rotate status -n apim"),
                  new Example(
                      "the whole cluster, as a page",
                      "apim-shg-rotate status -A -O html > gateways.html"),
                  new Example(
                      "for a monitoring system", "apim-shg-rotate status -A --warn 12d --crit 5d")),
              List.of(
                  ExitTable.of(
                      "Exit codes",
                      ExitCode.NOTHING_OWED,
                      ExitCode.FAILED,
                      ExitCode.USAGE,
                      ExitCode.REFUSED,
                      ExitCode.UNAVAILABLE),
                  new ExitTable(
                      "Exit codes with --warn or --crit",
                      Arrays.stream(MonitoringState.values())
                          .map(
                              state ->
                                  new ExitRow(
                                      state.number(),
                                      state.name(),
                                      state.name() + ": " + state.meaning()))
                          .toList())));
      case DOCTOR ->
          new Manual(
              "doctor OPTIONS",
              "Checks everything that a rotation with the same options needs: sign-ins,"
                  + " permissions, the Secret, how the workload replaces its pods, clocks, and"
                  + " whether the gateway needs a token at all. Tells what mends it, with commands."
                  + " Changes nothing, and has no token signed.",
              List.of(
                  new Example(
                      "before the first rotation",
                      "apim-shg-rotate doctor %s %s".formatted(GATEWAY, SECRET)),
                  new Example(
                      "every gateway of a file, for a program to read",
                      "apim-shg-rotate doctor -f gateways.yaml -O json")),
              List.of(new ExitTable("Exit codes, as a rotation would end", CONTRACT.rows())));
    };
  }
}
