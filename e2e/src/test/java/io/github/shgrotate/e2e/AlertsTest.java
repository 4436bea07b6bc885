package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The alert rules of `deploy/`, as Prometheus understands them. Needs a promtool, which
/// `e2e/promtool` finds or fetches.
class AlertsTest {
  private static final String RULES = "deploy/alerts.yaml";
  private static final String TESTS = "deploy/alerts.test.yaml";

  @TempDir Path folder;

  @Test
  void prometheus_takes_the_rules() throws Exception {
    ForeignProgram.Run run =
        ForeignProgram.of("promtool")
            .run(folder, "check", "rules", Checkout.ROOT.resolve(RULES).toString());

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void each_fires_when_it_should_and_not_before() throws Exception {
    ForeignProgram.Run run = tested(Checkout.text(RULES));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  /// The tests of the rules can fail.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          condition="true"                              | condition="false"
          owner_kind="CronJob", owner_name=~            | owner_kind="CronJob", owner_name!~
          last_failed_start:max > on                    | last_failed_start:max < on
          > 2 * 86400                                   | > 3 * 86400
          kube_cronjob_created{cronjob=~"apim-shg-rotate.*"})\\n | kube_cronjob_created{cronjob=~"nothing"})\\n
          kube_job_status_active > 0                    | kube_job_status_active >= 0
          > 3 * 3600                                    | > 6 * 3600
          offset 1d                                     | offset 1h
          absent(kube_cronjob_created{cronjob=~"apim-shg-rotate.*"}) | absent(kube_cronjob_created)
          "month", "0$1", "month", "(.)"                | "month", "$1", "month", "(.)"
          [36d:1d] offset -5d                           | [36d:1d] offset -6d
          [36d:1d] offset -5d                           | [6d:1d] offset -5d
          """)
  void a_rule_that_is_wrong_is_noticed(String right, String wrong) throws Exception {
    String rules = Checkout.text(RULES);
    String changed = rules.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(rules);

    ForeignProgram.Run run = tested(changed);

    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.out() + run.err()).contains("FAILED");
  }

  @Test
  void every_alert_is_shown_to_fire_and_is_explained() throws IOException {
    Set<String> alerts = new TreeSet<>();
    for (JsonNode rule : Trees.documents(Checkout.text(RULES)).getFirst().at("/groups/0/rules")) {
      if (rule.has("alert")) {
        alerts.add(rule.path("alert").asText());
        assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
      }
    }
    List<JsonNode> tests =
        Trees.items(Trees.documents(Checkout.text(TESTS)).getFirst().path("tests"));
    Set<String> fired =
        tests.stream()
            .flatMap(test -> Trees.items(test.path("alert_rule_test")).stream())
            .filter(each -> each.has("exp_alerts"))
            .map(each -> each.path("alertname").asText())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(alerts).hasSizeGreaterThan(5).isEqualTo(fired);
    String document = Checkout.text("docs/alerts.md");
    assertThat(alerts).allMatch(alert -> document.contains("\n| `" + alert + "` | "));
  }

  private ForeignProgram.Run tested(String rules) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("alerts.yaml"), rules);
    Files.writeString(folder.resolve("alerts.test.yaml"), Checkout.text(TESTS));
    return ForeignProgram.of("promtool").run(folder, "test", "rules", "alerts.test.yaml");
  }
}
