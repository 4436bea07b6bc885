package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;

/// The options that only `status` has, or that mean something of their own there.
@SuppressWarnings("ImmutableEnumChecker") // a row holds copies
enum StatusOption implements CommandOption {
  NAMESPACE(
      new Row(
          List.of("-n", "--namespace"),
          List.of("NAMESPACE"),
          "NAME",
          "the namespace to look in; default: the kubeconfig's, or the pod's own")),
  ALL_NAMESPACES(new Row(List.of("-A", "--all-namespaces"), List.of(), "", "look in all of them")),
  RENEW_BEFORE(
      new Row(
          List.of("--renew-before"),
          List.of("RENEW_BEFORE"),
          "DURATION",
          "how long before its end a token is due for renewal; default 10d")),
  WARN(
      new Row(
          List.of("--warn"),
          List.of(),
          "DURATION",
          "a token with less left is a warning; default 7d; asks for monitoring exit codes")),
  CRIT(
      new Row(
          List.of("--crit"),
          List.of(),
          "DURATION",
          "a token with less left is critical; default 2d; asks for monitoring exit codes")),
  OUTPUT(
      new Row(
          List.of("-O", "--output"),
          List.of(),
          "text|json|html",
          "how the result is written to standard output; default text"));

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
    table.addAll(List.of(Option.CA_FILE, Option.KUBECONFIG, Option.CONTEXT, Option.DEBUG));
    return table;
  }
}
