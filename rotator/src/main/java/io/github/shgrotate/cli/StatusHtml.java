package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Finding;
import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.Level;
import io.github.shgrotate.status.State;
import io.github.shgrotate.status.StatusReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The status as a page: one file that loads nothing and runs nothing.
final class StatusHtml {
  private final StatusReport report;
  private final Html html = new Html();

  private StatusHtml(StatusReport report) {
    this.report = report;
  }

  static String of(StatusReport report) {
    StatusHtml page = new StatusHtml(report);
    page.head();
    page.summary();
    page.whatToDo();
    StatusTimeline.draw(page.html, report);
    page.worthKnowing();
    page.table();
    page.foot();
    return page.html.toString();
  }

  private void head() {
    html.raw(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="robots" content="noindex"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        """);
    html.element("title", "Self-hosted gateways: " + StatusText.counts(report));
    html.raw("<style>\n" + StatusStyle.SHEET + "</style>\n</head>\n<body>\n<main>\n");
  }

  private void summary() {
    html.raw("<header>\n").element("h1", "Self-hosted gateways");
    html.element(
        "p class=\"when\"",
        "%s, %s UTC %s"
            .formatted(
                Printable.sentenceCase(report.scope().toString()),
                StatusCells.minute(report.at()),
                StatusText.clock(report)));
    html.element("p class=\"headline " + report.state().word() + "\"", headline());
    html.raw("<ul class=\"tiles\">\n");
    for (State state : State.values()) {
      if (report.count(state) > 0) {
        html.raw("<li class=\"" + state.word() + "\"><b>" + report.count(state) + "</b> ");
        html.text(StatusCells.state(state)).raw("</li>\n");
      }
    }
    html.raw("</ul>\n</header>\n");
  }

  private String headline() {
    if (report.gateways().isEmpty()) {
      return "No self-hosted gateway was found.";
    }
    long now = report.count(State.CRITICAL);
    long soon = report.count(State.WARNING);
    if (now > 0) {
      return now == 1 ? "One gateway needs you now." : now + " gateways need you now.";
    }
    if (soon > 0) {
      return soon == 1
          ? "Nothing is broken; one gateway should be looked at."
          : "Nothing is broken; %d gateways should be looked at.".formatted(soon);
    }
    if (!report.findings().isEmpty()) {
      return "All is well, as far as the clocks can be trusted.";
    }
    return report.state() == State.UNKNOWN
        ? "All that can be seen is well; not everything can be seen."
        : "All is well.";
  }

  /// What cannot wait, before anything else.
  private void whatToDo() {
    boolean isAllSeen = report.findings().isEmpty() && report.blindSpots().isEmpty();
    if (isAllSeen && report.gateways().stream().allMatch(each -> urgent(each).isEmpty())) {
      return;
    }
    html.raw("<section>\n<h2>What to do next</h2>\n");
    if (!isAllSeen) {
      html.raw("<article>\n");
      report.findings().forEach(each -> finding(each, new HashSet<>()));
      for (Found.BlindSpot spot : report.blindSpots()) {
        html.raw("<div class=\"finding unknown\">");
        html.element(
            "p",
            "%s were not looked at: this account lacks %s."
                .formatted(spot.hides(), spot.permission()));
        html.raw("</div>\n");
      }
      html.raw("</article>\n");
    }
    report.gateways().forEach(each -> card(each, urgent(each)));
    html.raw("</section>\n");
  }

  private void worthKnowing() {
    if (report.gateways().stream().allMatch(each -> notes(each).isEmpty())) {
      return;
    }
    html.raw("<section>\n<h2>Worth knowing</h2>\n");
    report.gateways().forEach(each -> card(each, notes(each)));
    html.raw("</section>\n");
  }

  private static List<Finding> urgent(GatewayStatus gateway) {
    return gateway.findings().stream().filter(each -> each.level() != Level.NOTE).toList();
  }

  private static List<Finding> notes(GatewayStatus gateway) {
    return gateway.findings().stream().filter(each -> each.level() == Level.NOTE).toList();
  }

  private void card(GatewayStatus gateway, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    String workload = gateway.workload().toString();
    html.raw("<article>\n<h3>").text(gateway.title()).raw(" <small>");
    html.text(gateway.namespace() + (gateway.title().equals(workload) ? "" : ", " + workload));
    html.raw("</small> ");
    if (findings.getFirst().level() != Level.NOTE) {
      badge(gateway);
    }
    html.raw("</h3>\n");
    Set<List<String>> commands = new HashSet<>();
    findings.forEach(each -> finding(each, commands));
    html.raw("</article>\n");
  }

  private void badge(GatewayStatus gateway) {
    html.element(
        "span class=\"badge " + gateway.state().word() + "\"", StatusCells.state(gateway.state()));
  }

  /// @param told commands that stand above
  private void finding(Finding finding, Set<List<String>> told) {
    List<String> command = finding.next().command();
    boolean isNew = !command.isEmpty() && told.add(command);
    html.raw("<div class=\"finding " + finding.level().word() + "\">\n");
    html.element("p", Printable.sentenceCase(finding.what()) + ".");
    html.element(
        "p class=\"do\"",
        Printable.sentenceCase(finding.next().sentence())
            + (isNew ? ":" : command.isEmpty() ? "." : " (the command above)."));
    if (isNew) {
      html.raw("<pre>");
      // A flag and its value stay together; a shell takes the line as it is copied.
      for (String group : finding.next().groups()) {
        html.raw("<span>").text(group).raw("</span> ");
      }
      html.raw("</pre>\n");
    }
    html.raw("</div>\n");
  }

  private void table() {
    if (report.gateways().isEmpty()) {
      return;
    }
    html.raw("<section>\n<h2>All gateways</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    for (String heading :
        List.of("Gateway", "State", "Runs as", "Token from", "Ends in", "Renewal due", "Pods")) {
      html.element("th scope=\"col\"", heading);
    }
    html.raw("</tr></thead>\n<tbody>\n");
    report.gateways().forEach(this::row);
    html.raw("</tbody>\n</table></div>\n</section>\n");
  }

  private void row(GatewayStatus gateway) {
    html.raw("<tr>");
    html.raw("<th scope=\"row\">").text(gateway.title());
    html.raw("<small>").text(StatusColumn.SERVICE.words(gateway, report.at())).raw("</small></th>");
    html.raw("<td data-name=\"State\">");
    badge(gateway);
    html.raw("</td>");
    cell("Runs as", gateway.workload().toString(), "namespace " + gateway.namespace());
    cell(
        "Token from",
        StatusCells.source(gateway),
        Stream.of(StatusColumn.KEY, StatusColumn.OWNERS)
            .map(column -> column.words(gateway, report.at()))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", ")));
    shortCell("Ends in", StatusCells.endsIn(gateway, report.at()), ends(gateway));
    shortCell("Renewal due", StatusCells.renewal(gateway, report.at()), "");
    cell("Pods", StatusCells.pods(gateway), pods(gateway));
    html.raw("</tr>\n");
  }

  private void cell(String heading, String text, String more) {
    cell("<td", heading, text, more);
  }

  /// One whose words stay on one line where there is room.
  private void shortCell(String heading, String text, String more) {
    cell("<td class=\"short\"", heading, text, more);
  }

  private void cell(String tag, String heading, String text, String more) {
    html.raw(tag + " data-name=\"").text(heading).raw("\"><span>").text(text);
    if (!more.isEmpty()) {
      html.raw("<small>").text(more).raw("</small>");
    }
    html.raw("</span></td>");
  }

  private static String ends(GatewayStatus gateway) {
    return gateway.life().map(life -> StatusCells.minute(life.ends()) + " UTC").orElse("");
  }

  private static String pods(GatewayStatus gateway) {
    return gateway
        .pods()
        .filter(_ -> gateway.token().isPresent())
        .map(
            pods ->
                Stream.of(
                        pods.onAnotherToken() > 0
                            ? pods.onAnotherToken() + " on another token"
                            : "",
                        pods.unknown() > 0 ? pods.unknown() + " not known" : "",
                        pods.notReady().isEmpty() ? "" : pods.notReady().size() + " not ready")
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(", ")))
        .orElse("");
  }

  private void foot() {
    html.raw("<footer>\n");
    html.element(
        "p",
        "Renewal is due %s before a token ends; from 7 days before, Azure warns."
            .formatted(Words.duration(report.policy().renewBefore())));
    html.element(
        "p",
        "Pods: how many of all run on the token that the Secret holds now, by the stamp that a"
            + " rotation leaves on them. A question mark is what cannot be known.");
    html.element("p", "Made by " + Version.line() + ", from Kubernetes alone.");
    html.raw("</footer>\n</main>\n</body>\n</html>\n");
  }
}
