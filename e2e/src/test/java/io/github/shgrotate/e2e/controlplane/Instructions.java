package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.e2e.Instruction;
import java.util.List;
import java.util.Map;

/// Which instructions of the documents [FollowedDocumentsTest] follows, by words that each has and
/// no other of the same list; and who runs the rest.
final class Instructions {
  static final String README = "README.md";
  static final String DEPLOY = "deploy/README.md";
  static final String CHART = "deploy/chart/README.md";
  static final String MANIFESTS = "docs/reference/manifests.md";
  static final String FILE = "docs/reference/file.md";
  static final String RUNBOOK = "docs/runbook.md";
  static final String MIGRATION = "docs/migration.md";
  static final String RECORD = "docs/reference/record.md";
  static final String STATUS = "docs/reference/status.md";
  static final String ALERTS = "docs/alerts.md";
  static final String SECURITY = "docs/security.md";

  static final List<String> README_INSTALLS =
      List.of("apim-shg-rotate manifests", "apply -f rotator.yaml", "apim-shg-rotate-first");
  static final List<String> README_USES = List.of("--token-key rotate --renew-before 10d");
  static final List<String> FIRST_RUN = List.of("apim-shg-rotate-first");
  static final List<String> DEPLOYED_BY_HAND =
      List.of(
          "read -rs CLIENT_SECRET",
          "apply -f deploy/rbac.yaml",
          "auth can-i",
          "apim-shg-rotate-plan",
          "apim-shg-rotate-first",
          "get secret",
          "delete cronjob");
  static final List<String> DEPLOYED_BY_HELM = List.of("helm install");
  static final List<String> ROLE = List.of("--only azure-role");
  static final List<String> PRINTED = List.of("manifests -s");
  static final List<String> PRINTED_FOR_A_FILE = List.of("manifests -f");
  static final List<String> FILE_IS_ROTATED = List.of("rotate -f FILE");
  static final List<String> RUNBOOK_ALL =
      List.of(
          "status -n apim",
          "create job again",
          "auth whoami",
          "annotate secret",
          "containers[*].env",
          "replace -f",
          "auth can-i",
          "generic edge-eu-token",
          "get deployments",
          "rollout resume",
          "delete pod",
          "describe deployment",
          "logs deployment",
          "show-managed-fields");
  static final List<String> MIGRATION_ALL =
      List.of(
          "apim-shg-rotate plan",
          "patch cronjob",
          "last-applied-configuration-",
          "shgrotate.github.io/gateway-");
  static final List<String> RECORD_ALL = List.of("jsonpath", "get events");
  static final List<String> STATUS_AS_A_PAGE = List.of("-O html");
  static final List<String> ALERTS_INSTALLED = List.of("PrometheusRule");
  static final List<String> REVOCATION = List.of("apim-shg-rotate revoke");

  private static final Map<String, List<List<String>>> FOLLOWED =
      Map.ofEntries(
          Map.entry(README, List.of(README_INSTALLS, README_USES)),
          Map.entry(DEPLOY, List.of(ROLE, DEPLOYED_BY_HAND, PRINTED, PRINTED_FOR_A_FILE)),
          Map.entry(CHART, List.of(DEPLOYED_BY_HELM)),
          Map.entry(MANIFESTS, List.of(PRINTED, PRINTED_FOR_A_FILE)),
          Map.entry(FILE, List.of(FILE_IS_ROTATED)),
          Map.entry(RUNBOOK, List.of(RUNBOOK_ALL)),
          Map.entry(MIGRATION, List.of(MIGRATION_ALL)),
          Map.entry(RECORD, List.of(RECORD_ALL)),
          Map.entry(STATUS, List.of(STATUS_AS_A_PAGE)),
          Map.entry(ALERTS, List.of(ALERTS_INSTALLED)),
          Map.entry(SECURITY, List.of(REVOCATION)));

  /// How an instruction begins that is run elsewhere, and where.
  static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("./demo", ".ci/run"),
          Map.entry("mvn verify", ".ci/run"),
          Map.entry("mvn package -Pimage", ".ci/run, which verifies what that packages"),
          Map.entry("mvn -pl", "by hand: one test of those that .ci/run runs"),
          Map.entry("mvn org.codehaus.mojo:versions", "by hand: it asks what is newest that day"),
          Map.entry("docker ", "by hand: no engine where the tests run"),
          Map.entry("az ", "AzureSetupTest"),
          Map.entry("helm install", "with the same words in the chart's README"),
          Map.entry("promtool ", "AlertsTest"),
          Map.entry("bin/simulate ", "SimulateTest"),
          Map.entry("apim-shg-rotate status -A --warn", "StatusCommandTest"));

  private Instructions() {}

  static boolean isFollowed(Instruction instruction) {
    return FOLLOWED.getOrDefault(instruction.document(), List.of()).stream()
        .flatMap(List::stream)
        .anyMatch(instruction.text()::contains);
  }

  static boolean isRunElsewhere(Instruction instruction) {
    return ELSEWHERE.keySet().stream().anyMatch(instruction.text()::startsWith);
  }
}
