package io.github.shgrotate.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.mutation.Mutant.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivorsTest {
  private static final String ROW = "Planner.expiry NegateConditionals: return a ? b : c;";
  private static final Set<String> TYPES = Set.of("Planner", "Words");

  @Test
  void a_survivor_that_is_explained_is_no_complaint() {
    assertThat(complaints(List.of("They are the same.", "    " + ROW), mutant(Fate.SURVIVED)))
        .isEmpty();
  }

  @Test
  void one_that_is_not_explained_is() {
    assertThat(complaints(List.of(), mutant(Fate.SURVIVED)))
        .containsExactly("no test notices it: " + ROW);
    assertThat(complaints(List.of(), mutant(Fate.NO_COVERAGE))).hasSize(1);
    assertThat(complaints(List.of(), mutant(Fate.KILLED), mutant(Fate.TIMED_OUT))).isEmpty();
  }

  @Test
  void a_row_stands_for_one_mutant_only() {
    List<String> list = List.of("They are the same.", "    " + ROW);

    assertThat(complaints(list, mutant(Fate.SURVIVED), mutant(Fate.SURVIVED)))
        .containsExactly("no test notices it: " + ROW);
  }

  @Test
  void a_row_without_a_sentence_is_no_explanation() {
    assertThat(complaints(List.of("It is so.", "", "    " + ROW), mutant(Fate.SURVIVED)))
        .contains("no sentence above explains it: " + ROW);
  }

  @Test
  void a_row_that_is_no_longer_true_is_complained_about() {
    List<String> list = List.of("They are the same.", "    " + ROW);

    assertThat(complaints(list, mutant(Fate.KILLED)))
        .containsExactly("a test notices it, or it is no more: " + ROW);
    assertThat(
            complaints(
                List.of("It was so.", "    Gone.of Math: return a + b;"), mutant(Fate.KILLED)))
        .containsExactly("there is no such class: Gone.of Math: return a + b;");
  }

  @Test
  void a_survivor_that_took_too_long_on_a_busy_machine_is_left_alone() {
    List<String> list = List.of("They are the same.", "    " + ROW);

    assertThat(complaints(list, mutant(Fate.TIMED_OUT))).isEmpty();
    assertThat(complaints(list, mutant(Fate.TIMED_OUT), mutant(Fate.SURVIVED))).isEmpty();
  }

  @Test
  void rows_of_classes_that_were_not_altered_this_time_are_left_alone() {
    assertThat(
            complaints(
                List.of("It is so.", "    Words.list Math: return a + b;"), mutant(Fate.KILLED)))
        .isEmpty();
  }

  @Test
  void a_report_without_mutants_shows_nothing() {
    assertThat(complaints(List.of())).hasSize(1);
  }

  @Test
  void the_score_is_of_all_and_the_strength_of_those_that_a_test_reaches() {
    assertThat(
            Survivors.score(
                List.of(
                    mutant(Fate.KILLED),
                    mutant(Fate.TIMED_OUT),
                    mutant(Fate.SURVIVED),
                    mutant(Fate.NO_COVERAGE),
                    mutant(Fate.NO_COVERAGE))))
        .isEqualTo("Mutation score: 2 of 5 killed (40.0 %; test strength 66.7 %), 3 survive");
  }

  @Test
  void a_report_is_read_with_the_altered_lines_and_without_numbers_that_move(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("Words.java"), "class Words {\n  return a ? b : c;\n}\n");
    Path csv = folder.resolve("mutations.csv");
    Files.writeString(
        csv,
        """
        Words.java,io.github.Words$Few,org.pitest.MathMutator,lambda$list$3,2,SURVIVED,none
        Words.java,io.github.Words,org.pitest.EmptyObjectReturnValsMutator,list,2,KILLED,a(b, c)
        """);

    assertThat(Report.read(csv, folder))
        .extracting(Mutant::toString)
        .containsExactly(
            "Words$Few.list Math: return a ? b : c;",
            "Words.list EmptyObjectReturnVals: return a ? b : c;");
  }

  private static Mutant mutant(Fate fate) {
    return new Mutant("Planner", "expiry", "NegateConditionals", "return a ? b : c;", fate);
  }

  private static List<String> complaints(List<String> list, Mutant... mutants) {
    return Survivors.complaints(List.of(mutants), list, TYPES);
  }
}
