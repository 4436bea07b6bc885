package io.github.shgrotate.cli;

import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.StatusReport;
import io.github.shgrotate.status.Timeline;
import io.github.shgrotate.status.TokenLife;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Draws the lives of tokens, with nothing but boxes.
final class StatusTimeline {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final Duration TODAY = Duration.ofDays(1);

  /// A date that near to "now" has no room beside it on a phone.
  private static final double NEAR_NOW = 0.15;

  private StatusTimeline() {}

  static void draw(Html html, StatusReport report) {
    Timeline timeline = Timeline.of(report);
    if (timeline.rows().isEmpty()) {
      return;
    }
    html.raw("<section>\n<h2>The life of every token</h2>\n");
    legend(html);
    html.raw("<div class=\"chart\">\n<div class=\"plot\" aria-hidden=\"true\">\n");
    for (Instant day : timeline.days()) {
      if (Duration.between(day, timeline.now()).abs().compareTo(TODAY) < 0) {
        // Written over by "now".
        continue;
      }
      double place = timeline.position(day);
      boolean isNear = Math.abs(place - timeline.position(timeline.now())) < NEAR_NOW;
      html.raw("<i class=\"day" + (isNear ? " near" : "") + "\" style=\"left:");
      html.raw(Html.percent(place) + "\">");
      html.raw("<b>").text(DAY.format(day)).raw("</b></i>\n");
    }
    html.raw("<i class=\"now\" style=\"left:" + Html.percent(timeline.position(timeline.now())));
    html.raw("\"><b>now</b></i>\n</div>\n");
    timeline.rows().forEach(row -> row(html, timeline, row));
    html.raw("</div>\n</section>\n");
  }

  private static void legend(Html html) {
    html.raw("<p class=\"legend\">");
    for (Timeline.Phase phase : Timeline.Phase.values()) {
      html.raw("<span><i class=\"" + style(phase) + "\"></i>").text(meaning(phase)).raw("</span> ");
    }
    html.raw("</p>\n");
  }

  private static void row(Html html, Timeline timeline, Timeline.Row row) {
    GatewayStatus gateway = row.gateway();
    html.raw("<div class=\"life\"><div class=\"who\">");
    html.raw("<strong>").text(gateway.title()).raw("</strong> ");
    html.raw("<span>").text(gateway.namespace()).raw("</span> ");
    html.raw("<em>").text(ends(gateway, timeline.now())).raw("</em></div>\n");
    html.raw("<div class=\"bar\" role=\"img\" aria-label=\"");
    html.text(said(row)).raw("\">");
    for (int i = 0; i < row.stretches().size(); i++) {
      Timeline.Stretch stretch = row.stretches().get(i);
      double left = timeline.position(stretch.from());
      double width = timeline.position(stretch.to()) - left;
      html.raw(
          "<i class=\"%s%s\" style=\"left:%s;width:%s\"></i>"
              .formatted(
                  style(stretch.phase()),
                  i == 0 && !row.startIsKnown() ? " faded" : "",
                  Html.percent(left),
                  Html.percent(width)));
    }
    html.raw("</div></div>\n");
  }

  private static String ends(GatewayStatus gateway, Instant now) {
    String cell = StatusCells.endsIn(gateway, now);
    return cell.endsWith("ago") ? "ended " + cell : "ends in " + cell;
  }

  private static String said(Timeline.Row row) {
    TokenLife life = row.gateway().life().orElseThrow();
    return "%srenewal due from %s, Azure warns from %s, ends %s"
        .formatted(
            life.issuedAt().map(at -> "issued " + DAY.format(at) + ", ").orElse(""),
            DAY.format(life.renewalDue()),
            DAY.format(life.azureWarns()),
            DAY.format(life.ends()));
  }

  private static String style(Timeline.Phase phase) {
    return switch (phase) {
      case GOOD -> "good";
      case RENEWAL_DUE -> "due";
      case AZURE_WARNS -> "warned";
      case ENDED -> "ended";
    };
  }

  private static String meaning(Timeline.Phase phase) {
    return switch (phase) {
      case GOOD -> "good";
      case RENEWAL_DUE -> "due for renewal";
      case AZURE_WARNS -> "the last 7 days: Azure warns";
      case ENDED -> "ended: a pod that starts serves nothing";
    };
  }
}
