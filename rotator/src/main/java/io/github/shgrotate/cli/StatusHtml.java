package io.github.shgrotate.cli;

import io.github.shgrotate.status.StatusReport;

/// The status as a page.
final class StatusHtml {
  private StatusHtml() {}

  static String of(StatusReport report) {
    return "<!doctype html>" + report.gateways().size();
  }
}
