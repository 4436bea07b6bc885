package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Words;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Failures that say nothing about what was asked: nobody answered, or not now, or somebody between
/// here and there.
///
/// @param party who was asked
/// @param what what could not be done
/// @param address where
record Unavailability(Party party, String what, URI address, Redaction redaction) {

  /// The failure, unless an answer came that stands.
  Optional<Failure> of(Attempts.Ending ending) {
    return switch (ending.sent()) {
      case Sent.Broken broken -> Optional.of(broken(broken, ending));
      case Answer answer when ending.gaveUp().isPresent() ->
          Optional.of(gaveUp(answer, ending, ending.gaveUp().get()));
      case Answer answer when answer.status() == 407 -> Optional.of(proxyRefused());
      case Answer _ -> Optional.empty();
    };
  }

  /// Somebody answered whose words are not Azure's.
  Failure unreadable(Answer answer, String why) {
    return failure(
        Reason.ANSWER_UNREADABLE,
        why,
        "Look whether a proxy or a firewall answers in Azure's place, and whether the address is"
            + " right.",
        answer.requestIds());
  }

  private Failure broken(Sent.Broken broken, Attempts.Ending ending) {
    String why = party.words() + ": " + redaction.clean(broken.why());
    return switch (broken.kind()) {
      case UNTRUSTED ->
          failure(
              Reason.CERTIFICATE_UNTRUSTED,
              why,
              "If this is a server or an inspecting proxy of your own, give the certificate of its"
                  + " authority with --ca-file (SSL_CERT_FILE).",
              List.of());
      case UNTRUSTED_BY_TIME ->
          failure(
              Reason.CERTIFICATE_UNTRUSTED,
              why,
              "Look whether this machine's clock is right; if it is, the server needs a new"
                  + " certificate, or --ca-file that of another authority.",
              List.of());
      case PROXY_REFUSED ->
          failure(
              Reason.PROXY_REFUSED,
              why + ", so that nothing gets through",
              "Have this address let through the proxy, or name its host in NO_PROXY if it can be"
                  + " reached without one.",
              List.of());
      case INTERRUPTED ->
          failure(unavailable(), why, "Run again: it goes on where this run was.", List.of());
      case CONNECTION, TIMEOUT ->
          party == Party.IMDS
              ? noIdentityHere(why + tries(ending))
              : failure(
                  unavailable(),
                  why + tries(ending),
                  "Look whether this address can be reached from here (DNS, firewall, HTTPS_PROXY"
                      + " and NO_PROXY), then run again.",
                  List.of());
    };
  }

  private Failure noIdentityHere(String why) {
    return failure(
        Reason.SIGN_IN_UNAVAILABLE,
        "There is no managed identity here, it seems: nothing answers. " + why,
        "Run on an Azure machine (or pod) with a managed identity, or choose another"
            + " --login-method.",
        List.of());
  }

  private Failure gaveUp(Answer answer, Attempts.Ending ending, Verdict.GiveUp gaveUp) {
    String why = "%s answered %s".formatted(party.words(), party.described(answer));
    String note = gaveUp.note().isEmpty() ? "" : " (" + gaveUp.note() + ")";
    Optional<Duration> comeBack = gaveUp.comeBackAfter();
    return failure(
        party == Party.ARM && answer.status() == 429 ? Reason.AZURE_THROTTLED : unavailable(),
        redaction.clean(why) + tries(ending) + note,
        comeBack
            .map(
                it ->
                    "Run again in %s, not before %s."
                        .formatted(Words.duration(it), answer.receivedAt().plus(it)))
            .orElse("Run again later; https://azure.status.microsoft tells of outages."),
        ids(answer));
  }

  private Failure proxyRefused() {
    return failure(
        Reason.PROXY_REFUSED,
        "The proxy wants a user and password, or does not accept the ones it got (407)",
        "Give them in HTTPS_PROXY: http://user:password@host:port, special characters as %XX.",
        List.of());
  }

  private Failure failure(Reason reason, String why, String next, List<String> ids) {
    return new Failure(reason, what, address.toString(), why, next, ids);
  }

  private List<String> ids(Answer answer) {
    return switch (party) {
      case ARM -> answer.requestIds();
      case ENTRA, IMDS -> EntraFailures.ids(answer);
    };
  }

  private Reason unavailable() {
    return switch (party) {
      case ARM -> Reason.AZURE_UNAVAILABLE;
      case ENTRA, IMDS -> Reason.SIGN_IN_UNAVAILABLE;
    };
  }

  private static String tries(Attempts.Ending ending) {
    return ending.attempts() == 1
        ? ""
        : ", on the last of %d attempts in %s too"
            .formatted(ending.attempts(), Words.duration(ending.took()));
  }
}
