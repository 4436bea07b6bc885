package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;

/// The options that only `status` has, or that mean something of their own there.
@SuppressWarnings("ImmutableEnumChecker") // a row holds copies
enum StatusOption implements CommandOption {
  NAMESPACE(
      Row.of(OptionGroup.TARGET, "-n", "--namespace")
          .orVariable("NAMESPACE")
          .value("NAME")
          .means("the namespace to look in", "default: the kubeconfig's, or the pod's own")),
  ALL_NAMESPACES(Row.of(OptionGroup.TARGET, "-A", "--all-namespaces").means("look in all of them")),
  RENEW_BEFORE(
      Row.of(OptionGroup.TOKEN, "--renew-before")
          .orVariable("RENEW_BEFORE")
          .value("TIME")
          .means("how long before its end it is due", "default 10d")),
  WARN(
      Row.of(OptionGroup.TOKEN, "--warn")
          .value("TIME")
          .means(
              "with less left, it is a warning",
              "default 7d, or --crit if that is more; asks for monitoring exit codes")),
  CRIT(
      Row.of(OptionGroup.TOKEN, "--crit")
          .value("TIME")
          .means(
              "with less left, it is critical",
              "default 2d, or --warn if that is less; asks for monitoring exit codes")),
  OUTPUT(
      Row.of(OptionGroup.OUTPUT, "-O", "--output")
          .oneOf("FORMAT", List.of("text", "json", "html"))
          .means("of the result: text, json or html", "on standard output; default text"));

  private final Row row;

  StatusOption(Row row) {
    this.row = row;
  }

  @Override
  public Row row() {
    return row;
  }

  /// These, and those that every command of Kubernetes has.
  static List<CommandOption> table() {
    List<CommandOption> table = new ArrayList<>(List.of(values()));
    table.addAll(List.of(Option.DEBUG, Option.KUBECONFIG, Option.CONTEXT, Option.CA_FILE));
    return table;
  }
}
