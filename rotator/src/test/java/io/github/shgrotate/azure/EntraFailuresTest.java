package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.Answers.NOON;
import static io.github.shgrotate.azure.Answers.NOON_DATE;
import static io.github.shgrotate.azure.Answers.entraError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntraFailuresTest {
  private final Redaction redaction = new Redaction();
  private final EntraFailures failures =
      new EntraFailures("https://login.example/t-9", "t-9", "app-9", redaction);

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            7000222, Reason.CLIENT_SECRET_EXPIRED, "has expired", "az ad app credential reset"),
        arguments(7000215, Reason.SIGN_IN_REFUSED, "not one of app app-9", "value, not its id"),
        arguments(700016, Reason.SIGN_IN_REFUSED, "t-9 has no app app-9", "--client-id"),
        arguments(90002, Reason.SIGN_IN_REFUSED, "no tenant t-9", "--azure-cloud"),
        arguments(70021, Reason.SIGN_IN_REFUSED, "No federated credential", "some minutes"),
        arguments(
            700213, Reason.SIGN_IN_REFUSED, "No federated credential", "system:serviceaccount"),
        arguments(700027, Reason.SIGN_IN_REFUSED, "not registered", "--cert"),
        arguments(7000112, Reason.SIGN_IN_REFUSED, "is disabled", "Enable"),
        arguments(500011, Reason.SIGN_IN_REFUSED, "asked for", "--arm-audience"),
        arguments(53003, Reason.SIGN_IN_REFUSED, "refused app app-9", "sign-in log"));
  }

  @ParameterizedTest(name = "AADSTS{0} is {1}")
  @MethodSource("refusals")
  void each_refusal_says_why_and_what_next(int number, Reason reason, String why, String next) {
    Failure failure =
        failures.of(
            entraError(number, "invalid_client", "Words of Entra.", "x-ms-request-id: r-1"));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.where()).isEqualTo("https://login.example/t-9");
    assertThat(failure.why())
        .contains(why)
        .endsWith("Entra says: AADSTS" + number + ": Words of Entra.");
    assertThat(failure.next()).contains(next);
    assertThat(failure.requestIds())
        .containsExactly("trace_id=t-1", "correlation_id=c-1", "x-ms-request-id=r-1");
  }

  @Test
  void a_wrong_clock_is_named_with_its_error() {
    Answer answer =
        Answers.answerAt(
            NOON.minus(Duration.ofHours(49)),
            401,
            Answers.entraBody(700024, "invalid_client", "Assertion is not within its time."),
            "Date: " + NOON_DATE);

    Failure failure = failures.of(answer);

    assertThat(failure.reason()).isEqualTo(Reason.CLOCK_REFUSED);
    assertThat(failure.why()).contains("clock is 2 days 1 h behind Entra's");
    assertThat(failure.next()).contains("Set the clock");
  }

  @Test
  void a_right_clock_is_not_blamed() {
    Failure failure =
        failures.of(entraError(700024, "invalid_client", "Late.", "Date: " + NOON_DATE));

    assertThat(failure.reason()).isEqualTo(Reason.CLOCK_REFUSED);
    assertThat(failure.why()).contains("though this machine's clock is right");
  }

  @Test
  void the_number_is_found_in_the_description_where_the_list_is_missing() {
    Answer answer =
        Answers.answer(
            401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: Gone.\"}");

    assertThat(failures.of(answer).reason()).isEqualTo(Reason.CLIENT_SECRET_EXPIRED);
  }

  @Test
  void a_secret_that_comes_back_is_not_told() {
    redaction.learn("p4ssw0rd-p4ssw0rd");

    Failure failure =
        failures.of(entraError(7000215, "invalid_client", "Wrong: p4ssw0rd-p4ssw0rd\\u001b[31m"));

    assertThat(failure.toString()).doesNotContain("p4ssw0rd", "\u001b").contains("[secret]");
  }
}
