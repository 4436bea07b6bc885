package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Advice;
import io.github.shgrotate.status.Finding;
import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.Level;
import io.github.shgrotate.status.State;
import io.github.shgrotate.status.StatusReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The status for people: a table, and below each gateway what is wrong with it and what to do
/// next.
final class StatusText {
  private static final String INDENT = TerminalText.INDENT;

  private final StatusReport report;
  private final TerminalText text;

  private StatusText(StatusReport report, TerminalText text) {
    this.report = report;
    this.text = text;
  }

  static String of(StatusReport report, int width, boolean colours) {
    TerminalText text = new TerminalText(width, colours);
    StatusText status = new StatusText(report, text);
    status.heading();
    status.table();
    status.rest();
    return text.toString();
  }

  /// What a monitoring system shows: everything that matters in one line.
  static String summaryLine(StatusReport report) {
    String worst =
        report.gateways().stream()
            .filter(gateway -> gateway.state() == report.state())
            .flatMap(
                gateway ->
                    gateway.findings().stream()
                        .limit(1)
                        .map(finding -> "; %s: %s".formatted(gateway.title(), finding.what())))
            .findFirst()
            .orElse("");
    return Printable.of(
            "APIM-SHG %s: %s%s"
                .formatted(MonitoringState.of(report.state()), counts(report), worst))
        + "\n";
  }

  static String summaryLine(Failure failure) {
    return Printable.of("APIM-SHG %s: %s".formatted(MonitoringState.UNKNOWN, failure.what()));
  }

  static String counts(StatusReport report) {
    if (report.gateways().isEmpty()) {
      return "no self-hosted gateway found in " + report.scope();
    }
    List<String> parts = new ArrayList<>();
    for (State state : State.values()) {
      if (report.count(state) > 0) {
        parts.add("%d %s".formatted(report.count(state), StatusCells.state(state)));
      }
    }
    int all = report.gateways().size();
    return "%d %s: %s".formatted(all, all == 1 ? "gateway" : "gateways", String.join(", ", parts));
  }

  /// Whose clock it was, in a few words.
  static String clock(StatusReport report) {
    return "by this machine's clock"
        + report
            .clocksAgree()
            .map(agree -> "; the Kubernetes API's " + (agree ? "agrees" : "differs"))
            .orElse("");
  }

  private void heading() {
    text.wrapped(
        "",
        "Self-hosted gateways in %s at %s UTC (%s)"
            .formatted(report.scope(), StatusCells.minute(report.at()), clock(report)));
    text.line("");
  }

  private void table() {
    if (report.gateways().isEmpty()) {
      text.wrapped(
          "", "None was found. A workload is one if its pod template reads config.service.auth.");
      return;
    }
    List<StatusColumn> columns =
        StatusColumn.fitting(report.gateways(), report.scope(), report.at(), text.width());
    List<Integer> widths = widths(columns);
    List<String> headers = columns.stream().map(StatusColumn::header).toList();
    text.line(text.bold(row(headers, widths)));
    for (GatewayStatus gateway : report.gateways()) {
      List<String> cells =
          columns.stream().map(column -> column.cell(gateway, report.at())).toList();
      String row = row(cells, widths);
      String state = StatusCells.state(gateway.state());
      text.line(coloured(state, gateway.state()) + row.substring(state.length()));
      belowTheRow(gateway, columns, widths);
    }
    text.line("");
    report.gateways().forEach(this::findings);
  }

  private List<Integer> widths(List<StatusColumn> columns) {
    return columns.stream()
        .map(column -> column.width(report.gateways(), report.at(), text.width()))
        .toList();
  }

  private static String row(List<String> cells, List<Integer> widths) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      int wide = widths.get(i);
      String cell = cells.get(i);
      String shown = cell.length() > wide ? cell.substring(0, wide - 1) + "…" : cell;
      row.append(i == 0 ? "" : StatusColumn.GAP).append(shown).repeat(" ", wide - shown.length());
    }
    return row.toString().stripTrailing();
  }

  /// What the columns of this table do not tell.
  private void belowTheRow(
      GatewayStatus gateway, List<StatusColumn> columns, List<Integer> widths) {
    List<String> parts = new ArrayList<>();
    if (gateway.title().length() > widths.get(columns.indexOf(StatusColumn.GATEWAY))) {
      parts.add(Printable.of(gateway.title()));
    }
    for (StatusColumn column : StatusColumn.values()) {
      if (!columns.contains(column)
          && column.isOfUse(report.gateways(), report.scope(), report.at())) {
        parts.add(column.words(gateway, report.at()));
      }
    }
    parts.removeIf(String::isEmpty);
    String indent = " ".repeat(widths.getFirst()) + StatusColumn.GAP;
    int room = text.width() - indent.length();
    // What belongs together stays together, unless it is too long for any line.
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i) + (i < parts.size() - 1 ? "," : "");
      pieces.addAll(part.length() > room ? List.of(part.split(" ", -1)) : List.of(part));
    }
    if (!pieces.isEmpty()) {
      Printable.wrapped(pieces, room, "").forEach(line -> text.line(text.dim(indent + line)));
    }
  }

  private void findings(GatewayStatus gateway) {
    if (!gateway.findings().isEmpty()) {
      text.line(
          text.bold(Printable.of(gateway.title()))
              + (report.scope().namespace().isEmpty() ? " in " + gateway.namespace() : ""));
      findings(gateway.findings());
      text.line("");
    }
  }

  private void findings(List<Finding> findings) {
    Set<List<String>> toldCommands = new HashSet<>();
    for (Finding finding : findings) {
      String mark = mark(finding.level());
      text.wrapped(INDENT + mark + " ", finding.what());
      Advice next = finding.next();
      boolean repeated = !next.command().isEmpty() && !toldCommands.add(next.command());
      boolean withCommand = !next.command().isEmpty() && !repeated;
      text.wrapped(
          INDENT + INDENT + "→ ",
          next.sentence() + (withCommand ? ":" : repeated ? " (the command above)" : ""));
      if (withCommand) {
        text.command(next);
      }
    }
  }

  private void rest() {
    for (Found.BlindSpot spot : report.blindSpots()) {
      text.wrapped(
          mark(Level.UNKNOWN) + " ",
          "%s were not looked at: this account lacks %s"
              .formatted(spot.hides(), spot.permission()));
    }
    findings(report.findings());
    text.wrapped("", Printable.sentenceCase(counts(report)) + ".");
    if (report.gateways().stream().anyMatch(gateway -> gateway.life().isPresent())) {
      text.wrapped(
          "",
          "Renewal is due %s before a token ends (--renew-before); Azure warns from 7 days on."
              .formatted(Words.duration(report.policy().renewBefore())));
    }
  }

  private static String mark(Level level) {
    return switch (level) {
      case CRITICAL -> "✗";
      case WARNING -> "!";
      case UNKNOWN -> "?";
      case NOTE -> "·";
    };
  }

  private String coloured(String words, State state) {
    String code =
        switch (state) {
          case CRITICAL -> "1;31";
          case WARNING -> "33";
          case UNKNOWN -> "35";
          case OK -> "32";
          case NOT_NEEDED -> "2";
        };
    return text.coloured(words, code);
  }
}
