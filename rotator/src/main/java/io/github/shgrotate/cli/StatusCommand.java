package io.github.shgrotate.cli;

import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.status.GatewaySearch;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.StatusReport;
import java.util.Optional;

/// `status`: looks once, and tells what it saw.
final class StatusCommand {
  /// kubectl's, where nothing says otherwise.
  private static final String DEFAULT_NAMESPACE = "default";

  private StatusCommand() {}

  static Exit run(Given given, Surroundings surroundings) {
    return switch (StatusSettings.read(given)) {
      case Checked.Good<StatusSettings>(StatusSettings settings) -> run(settings, surroundings);
      case Checked.Bad<StatusSettings>(var sentences) ->
          failed(Program.mistakes(sentences, "apim-shg-rotate status --help"), given, surroundings);
    };
  }

  /// A failure before or beside what was asked for.
  static Exit failed(Failure failure, Given given, Surroundings surroundings) {
    return failed(
        failure,
        given.text(StatusOption.OUTPUT).filter("json"::equalsIgnoreCase).isPresent(),
        StatusSettings.isMonitoring(given),
        surroundings);
  }

  private static Exit run(StatusSettings settings, Surroundings surroundings) {
    Connections connections =
        Connections.of(surroundings, new TextLog(surroundings.err()::println), settings.debug());
    try (KubernetesConnection kubernetes =
        connections.kubernetes(
            settings.kubeconfig(), settings.context(), connections.network(settings.caFile()))) {
      Scope scope =
          settings
              .scope()
              .orElseGet(() -> Scope.of(kubernetes.ownNamespace().orElse(DEFAULT_NAMESPACE)));
      return told(settings, scope, kubernetes.gateways(), surroundings);
    } catch (RotationFailed e) {
      return failed(
          e.failure(),
          settings.output() == StatusSettings.Output.JSON,
          settings.isMonitoring(),
          surroundings);
    }
  }

  /// Looks, judges and tells.
  static Exit told(
      StatusSettings settings, Scope scope, GatewaySearch search, Surroundings surroundings) {
    StatusReport report =
        StatusReport.judge(search.find(scope), settings.policy(), surroundings.clock().instant());
    Exit exit =
        settings.isMonitoring() ? MonitoringState.of(report.state()) : ExitCode.NOTHING_OWED;
    String text =
        switch (settings.output()) {
          case TEXT ->
              (settings.isMonitoring() ? StatusText.summaryLine(report) : "")
                  + StatusText.of(report, surroundings.columns(), surroundings.colours());
          case JSON -> StatusJson.of(report, exit);
          case HTML -> StatusHtml.of(report);
        };
    surroundings.out().print(text);
    return exit;
  }

  private static Exit failed(
      Failure failure, boolean json, boolean isMonitoring, Surroundings surroundings) {
    ExitCode code =
        new TextReport(surroundings).failed(failure, "nothing was changed", Optional.empty());
    Exit exit = isMonitoring ? MonitoringState.UNKNOWN : code;
    if (json) {
      surroundings.out().print(StatusJson.of(failure, exit));
    } else if (isMonitoring) {
      surroundings.out().println(StatusText.summaryLine(failure));
    }
    return exit;
  }
}
