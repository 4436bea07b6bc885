package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes to the journal, and what only to those who watch.
class AccountTest {
  private static final Fingerprint TOKEN = new Fingerprint("aaaaaaaaaaaa");
  private static final Deed FOUND_OUT = new Deed.Warned("the clock is off");

  private final List<Deed> told = new ArrayList<>();
  private final List<Deed> recorded = new ArrayList<>();
  private final Account account =
      new Account(
          deed -> {
            recorded.add(deed);
            return Optional.empty();
          },
          told::add);

  static Stream<Deed> changes() {
    return Stream.of(
        new Deed.Renewed(
            Optional.empty(),
            new TokenRecord(
                "value",
                Samples.GATEWAY,
                KeySlot.PRIMARY,
                new TokenFacts(TOKEN, "edge-eu", Samples.NOW),
                Samples.NOW),
            new Renewal(Renewal.Check.ASKED_FOR, "")),
        new Deed.Restarted(Samples.DEPLOYMENT, TOKEN, Samples.NOW),
        new Deed.Revoked(KeySlot.PRIMARY),
        new Deed.PutBack(
            new FormerToken(TOKEN, Optional.empty(), Samples.NOW), List.of(Samples.DEPLOYMENT)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void is_recorded_from_the_first_change_on(Deed change) {
    account.tell(FOUND_OUT);
    assertThat(recorded).isEmpty();

    account.tell(change);
    account.tell(FOUND_OUT);

    assertThat(recorded).containsExactly(change, FOUND_OUT);
    assertThat(told).containsExactly(FOUND_OUT, change, FOUND_OUT);
    assertThat(account.deeds()).isEqualTo(told);
  }

  static Stream<Deed> findings() {
    return Stream.of(
        new Deed.GatewayRead(new GatewayFacts(Samples.NOW, java.time.Duration.ZERO)),
        FOUND_OUT,
        new Deed.Unproven(Samples.DEPLOYMENT, "nobody was asked"),
        new Deed.Proven(Samples.DEPLOYMENT, TOKEN, 3, 0),
        new Deed.Failed(
            new Failure(Reason.INTERNAL, "it broke", "here", "there was a mistake", "report it")));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void what_changes_nothing_is_not_recorded(Deed finding) {
    account.tell(finding);

    assertThat(recorded).isEmpty();
    assertThat(told).containsExactly(finding);
  }

  @Test
  void what_could_not_be_recorded_is_told_and_the_next_is_tried_again() {
    Account ailing =
        new Account(
            deed -> {
              recorded.add(deed);
              return recorded.size() == 1
                  ? Optional.of("the event RestartRequested was not recorded: it answered 500")
                  : Optional.empty();
            },
            told::add);
    Deed restarted = new Deed.Restarted(Samples.DEPLOYMENT, TOKEN, Samples.NOW);

    ailing.tell(restarted);
    ailing.tell(FOUND_OUT);

    assertThat(recorded).containsExactly(restarted, FOUND_OUT);
    assertThat(told)
        .containsExactly(
            restarted,
            new Deed.Warned("the event RestartRequested was not recorded: it answered 500"),
            FOUND_OUT);
  }
}
