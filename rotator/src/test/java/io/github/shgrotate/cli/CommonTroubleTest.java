package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommonTroubleTest {
  private final CommonTrouble trouble = new CommonTrouble();

  @ParameterizedTest
  @EnumSource(names = {"SIGN_IN_REFUSED", "CLIENT_SECRET_EXPIRED", "KUBERNETES_SIGN_IN_REFUSED"})
  void a_sign_in_that_is_refused_concerns_all(Reason reason) {
    trouble.met(failure(reason));

    assertThat(trouble.found()).contains(failure(reason));
  }

  @ParameterizedTest
  @EnumSource(names = {"AZURE_UNAVAILABLE", "AZURE_THROTTLED", "KUBERNETES_UNAVAILABLE"})
  void five_in_a_row_that_get_no_answer_are_no_accident(Reason reason) {
    meet(4, reason);
    assertThat(trouble.found()).isEmpty();

    meet(1, reason);
    assertThat(trouble.found()).contains(failure(reason));
  }

  @Test
  void one_that_was_answered_among_them_shows_that_it_is_not_all() {
    meet(4, Reason.AZURE_UNAVAILABLE);
    trouble.none();
    meet(4, Reason.AZURE_UNAVAILABLE);
    trouble.met(failure(Reason.GATEWAY_NOT_FOUND));
    meet(4, Reason.AZURE_UNAVAILABLE);

    assertThat(trouble.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SECRET_NOT_FOUND",
        "AZURE_PERMISSION_MISSING",
        "AZURE_REQUEST_FORBIDDEN",
        "KUBERNETES_PERMISSION_MISSING",
        "ROLLOUT_TIMED_OUT",
        "CONTENDED"
      })
  void what_concerns_one_gateway_never_stops_the_others(Reason reason) {
    meet(100, reason);

    assertThat(trouble.found()).isEmpty();
  }

  private void meet(int times, Reason reason) {
    for (int i = 0; i < times; i++) {
      trouble.met(failure(reason));
    }
  }

  private static Failure failure(Reason reason) {
    return new Failure(reason, "it failed", "here", "nobody knows", "wait");
  }
}
