package io.github.shgrotate.status;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static io.github.shgrotate.status.SampleGateways.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TokenText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is found in which state, and in what order. The first word of a sentence is enough here.
class StatusChecksTest {
  private static final Owner HELM = new Owner("Helm", "a label", "leave it out of the chart");
  private static final String STORED = gateway().token().fingerprint().hex();

  static Stream<Arguments> states() {
    return Stream.of(
        arguments("all is well", gateway(), ""),
        arguments(
            "less than --renew-before is left",
            gateway().endsIn(Duration.ofDays(9)),
            "note RenewalDue"),
        arguments("exactly --renew-before is left", gateway().endsIn(Duration.ofDays(10)), ""),
        arguments(
            "Azure warns, and so do we",
            gateway().endsIn(Duration.ofDays(7).minusMinutes(1)),
            "warning TokenEndsSoon"),
        arguments(
            "not yet: exactly seven days are left",
            gateway().endsIn(Duration.ofDays(7)),
            "note RenewalDue"),
        arguments(
            "hardly any time is left",
            gateway().endsIn(Duration.ofDays(2).minusMinutes(1)),
            "critical TokenEndsSoon"),
        arguments(
            "the token ends this very minute",
            gateway().endsIn(Duration.ZERO),
            "critical TokenEnded"),
        arguments(
            "the token has ended", gateway().endsIn(Duration.ofDays(-3)), "critical TokenEnded"),
        arguments(
            "the Secret is not there",
            gateway().signIn(new SignIn.Token("s", "value", new SecretAnswer.Missing())),
            "critical SecretMissing"),
        arguments(
            "the Secret holds nothing",
            gateway().text(new TokenText.Absent()),
            "critical TokenMissing"),
        arguments(
            "the Secret holds something else",
            gateway().text(new TokenText.Unreadable("it has a newline")),
            "critical TokenMalformed"),
        arguments(
            "the token is for another gateway than the one that was noted",
            gateway()
                .text(
                    new TokenText.Whole(
                        SampleGateways.token("edge-us", NOW.plus(Duration.ofDays(20))))),
            "critical TokenOfAnotherGateway"),
        arguments(
            "the token is for another gateway than the setting says",
            gateway().neverRotated().gatewayName("edge-us"),
            "critical TokenOfAnotherGateway, note NeverRotated"),
        arguments("names are compared as Azure does", gateway().gatewayName("EDGE-EU"), ""),
        arguments(
            "somebody put an older token back",
            gateway()
                .recorded("aaaaaaaaaaaa")
                .notes(notes(NOW.plus(Duration.ofDays(28)), Optional.empty())),
            "warning TokenPutBack"),
        arguments(
            "somebody put a newer token there by hand",
            gateway()
                .recorded("aaaaaaaaaaaa")
                .notes(notes(NOW.plus(Duration.ofDays(20)), Optional.empty())),
            ""),
        arguments(
            "the token was stored, and nothing was restarted",
            gateway().templateStamp("aaaaaaaaaaaa").pods(3, 0),
            "warning RestartOwed"),
        arguments(
            "nothing is stamped, so nobody knows", gateway().unstamped(), "note PodTokensUnknown"),
        arguments(
            "one pod is known to run on another token",
            gateway()
                .unstamped()
                .pods(
                    pods(
                        pod("a", Optional.empty(), true, Optional.empty()),
                        pod(
                            "b",
                            Optional.of(new Fingerprint("aaaaaaaaaaaa")),
                            true,
                            Optional.empty()))),
            "warning RestartOwed"),
        arguments("the pods are being replaced", gateway().pods(3, 1), "warning RolloutUnfinished"),
        arguments("pods on their way out do not count", gateway().pods(leaving()), ""),
        arguments(
            "a pod does not come up",
            gateway().pods(pods(pod("a", stored(), false, Optional.of("CrashLoopBackOff")))),
            "warning PodsNotReady"),
        arguments("there are no pods", gateway().pods(0, 0), "note NoPods"),
        arguments(
            "pods may not be listed",
            gateway().pods(new PodsAnswer.NotPermitted("list on pods in namespace apim")),
            "unknown PodsNotPermitted"),
        arguments(
            "the Secret may not be read",
            gateway()
                .signIn(
                    new SignIn.Token(
                        "s", "value", new SecretAnswer.NotPermitted("get on secrets/s"))),
            "unknown SecretNotPermitted"),
        arguments(
            "a key is still to be revoked",
            gateway().notes(notes(NOW, Optional.of(KeySlot.SECONDARY))),
            "warning RevocationOwed"),
        arguments(
            "the record of keys is spoilt",
            gateway().key(Optional.of("tertiary")),
            "warning KeyRecordInvalid"),
        arguments("an empty record of keys is none", gateway().key(Optional.of("")), ""),
        arguments("the Secret cannot be written", gateway().immutable(), "warning SecretUnfit"),
        arguments(
            "the Secret is one of Kubernetes' own",
            gateway().type("kubernetes.io/tls"),
            "warning SecretUnfit"),
        arguments(
            "the Secret is a release of Helm",
            gateway().type("helm.sh/release.v1"),
            "warning SecretUnfit"),
        arguments("Helm writes it too", gateway().owners(HELM), "note OwnedByAnother"),
        arguments("the portal's own, untouched", gateway().neverRotated(), "note NeverRotated"),
        arguments(
            "the service is hidden",
            gateway().neverRotated().notPermitted("get on configmaps/env"),
            "note NeverRotated, note ServiceUnknown"),
        arguments(
            "nothing is hidden that is known from elsewhere",
            gateway()
                .neverRotated()
                .notPermitted("get on configmaps/env")
                .endpoint("https://contoso.configuration.azure-api.net/"),
            "note NeverRotated"),
        arguments("Entra", gateway().signIn(new SignIn.Entra("workloadIdentity")), ""),
        arguments(
            "the token is in the template",
            gateway()
                .signIn(
                    new SignIn.PlainText(
                        "the pod template",
                        Optional.of(gateway().endsIn(Duration.ofDays(1)).token()))),
            "critical TokenEndsSoon, warning TokenInPlainText"),
        arguments(
            "nobody knows how it signs in",
            gateway().signIn(new SignIn.Unclear("from a fieldRef")),
            "unknown SignInUnclear"),
        arguments(
            "two containers, two Secrets",
            gateway().alsoSignsIn(new SignIn.Token("other", "value", new SecretAnswer.Missing())),
            "warning SeveralSources"),
        arguments(
            "the worst comes first, whatever else there is",
            gateway()
                .endsIn(Duration.ofDays(-1))
                .owners(HELM)
                .key(Optional.of("x"))
                .pods(new PodsAnswer.NotPermitted("list on pods")),
            "critical TokenEnded, warning KeyRecordInvalid, unknown PodsNotPermitted,"
                + " note OwnedByAnother"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("states")
  void each_state_has_its_findings(String state, SampleGateways.Builder gateway, String expected) {
    assertThat(
            gateway.judged().findings().stream()
                .map(finding -> finding.level().word() + " " + finding.check().code())
                .collect(Collectors.joining(", ")))
        .as(state)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void every_finding_says_what_is_wrong_and_what_to_do(
      String state, SampleGateways.Builder gateway) {
    for (Finding finding : gateway.judged().findings()) {
      assertThat(finding.what()).as(state).isNotBlank().doesNotEndWith(".");
      assertThat(finding.next().sentence()).isNotBlank().doesNotEndWith(".");
    }
  }

  @Test
  void thresholds_are_the_callers() {
    StatusPolicy policy =
        new StatusPolicy(Duration.ofDays(20), Duration.ofDays(12), Duration.ofDays(5));

    assertThat(levels(gateway().endsIn(Duration.ofDays(13)), policy)).containsExactly(Level.NOTE);
    assertThat(levels(gateway().endsIn(Duration.ofDays(11)), policy))
        .containsExactly(Level.WARNING);
    assertThat(levels(gateway().endsIn(Duration.ofDays(4)), policy))
        .containsExactly(Level.CRITICAL);
  }

  @Test
  void the_advice_is_a_command_with_all_that_is_known() {
    Finding finding = gateway().endsIn(Duration.ofDays(-1)).judged().findings().getFirst();

    assertThat(finding.next().commandLine())
        .isEqualTo(
            "apim-shg-rotate -s 2006d617-bee2-430e-8239-c83634af2fef -r rg-edge -a apim-contoso"
                + " -g edge-eu -n apim -t edge-eu-token -o deployment/edge-eu --token-key rotate"
                + " --renew-before 10d");
  }

  @Test
  void what_the_command_cannot_know_is_to_be_filled_in() {
    Finding finding =
        gateway().neverRotated().endsIn(Duration.ofDays(-1)).judged().findings().getFirst();

    assertThat(finding.next().commandLine())
        .startsWith("apim-shg-rotate -s SUBSCRIPTION -r RESOURCE_GROUP -a SERVICE -g edge-eu ");
  }

  @Test
  void a_token_that_no_secret_holds_is_not_rotated_by_a_command() {
    Finding finding =
        gateway()
            .signIn(
                new SignIn.PlainText(
                    "ConfigMap env", Optional.of(gateway().endsIn(Duration.ZERO).token())))
            .judged()
            .findings()
            .getFirst();

    assertThat(finding.next().command()).isEmpty();
    assertThat(finding.next().sentence()).contains("Secret");
  }

  private static List<Level> levels(SampleGateways.Builder gateway, StatusPolicy policy) {
    return GatewayStatus.judge(gateway.found(), policy, NOW).findings().stream()
        .map(Finding::level)
        .toList();
  }

  private static SecretNotes notes(java.time.Instant expiresAt, Optional<KeySlot> toRevoke) {
    return new SecretNotes(Optional.of(expiresAt), Optional.<FormerToken>empty(), toRevoke);
  }

  private static Optional<Fingerprint> stored() {
    return Optional.of(new Fingerprint(STORED));
  }

  private static PodsAnswer pods(PodFacts... pods) {
    return new PodsAnswer.Pods(List.of(pods));
  }

  private static PodsAnswer leaving() {
    return pods(
        pod("new", stored(), true, Optional.empty()),
        new PodFacts("old", Optional.empty(), true, true, false, Optional.empty()),
        new PodFacts("ended", Optional.empty(), false, false, true, Optional.empty()));
  }
}
