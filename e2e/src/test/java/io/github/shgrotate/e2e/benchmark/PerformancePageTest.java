package io.github.shgrotate.e2e.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PerformancePageTest {
  @Test
  void a_goal_is_told_with_its_limit_and_what_was_found() {
    assertThat(PerformancePage.text(Samples.good()).lines())
        .contains(
            "| wall time, of Azure CLI and kubectl's | 0.125 | 0.050 (0.044-0.056) | met |",
            "| requests | 9 | 9 | met |");
  }

  @Test
  void a_missed_goal_is_said_to_be_missed_and_why() {
    Results slow = Samples.good(Contender.FLOOR, Samples.walls(100, 100, 100));

    assertThat(PerformancePage.text(slow))
        .contains("| wall time, of bare Java's | 1.50 | 4 (3.50-4.50) | **missed** |")
        .contains("- What holds back \"wall time, of bare Java's\": ");
    assertThat(PerformancePage.text(Samples.good())).doesNotContain("holds back");
  }

  @Test
  void beside_a_script_that_has_become_cheaper_it_tells_what_java_itself_comes_to() {
    Results cheap = Samples.good(Contender.SCRIPT, Samples.walls(800, 800, 800));

    assertThat(PerformancePage.text(cheap))
        .contains("which came to 3680 ms; here it is 800. Bare Java is at 0.500 of that.");
  }

  @Test
  void everybody_has_a_row() {
    assertThat(PerformancePage.text(Samples.good()).lines())
        .contains(
            "| apim-shg-rotate `--no-wait` | 400 (350-450) | 50 | 60 | 9 (Entra 1, ARM 2,"
                + " Kubernetes 6) | 12 |",
            "| Azure CLI and kubectl | 8000 | 7000 | 180 | 55 (Entra 2, ARM 5, Kubernetes 48) | 12"
                + " |",
            "| Go | 400 (350-450) | 50 | 60 | 9 (Entra 1, ARM 2, Kubernetes 6) | 12 |");
  }

  @Test
  void where_nobody_may_empty_the_cache_it_says_so() {
    Results good = Samples.good();

    assertThat(PerformancePage.text(good)).contains("Not measured: the user who ran");
    assertThat(PerformancePage.text(Samples.of(good.warm(), good.warm())))
        .doesNotContain("Not measured")
        .contains("as on a new node");
  }

  @Test
  void it_says_when_and_where_it_was_measured() {
    assertThat(PerformancePage.text(Samples.good()))
        .contains("2026-01-02: Sample processor, 2 processors, 24 GiB. Java 25.0.1.")
        .contains("3 rounds warm, 0\ncold");
  }
}
