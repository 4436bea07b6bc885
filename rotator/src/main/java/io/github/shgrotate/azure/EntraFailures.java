package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What Entra's refusals mean for the reader. Microsoft says that its numbers may change: an
/// unknown one is told with Entra's own words.
///
/// @param authority where it was asked, with the tenant
/// @param tenant the tenant as it was given
/// @param clientId the app that signs in
record EntraFailures(String authority, String tenant, String clientId, Redaction redaction) {
  // Entra accepts an assertion that is five minutes off.
  private static final Duration TOLERATED = Duration.ofMinutes(5);

  private record Meaning(Reason reason, String why, String next) {}

  /// @param answer a refusal with Entra's envelope
  Failure of(Answer answer) {
    EntraError error = EntraError.of(answer);
    Meaning meaning = meaning(error.number(), answer);
    String words =
        error
            .sentence()
            .or(error::shortName)
            .map(it -> " Entra says: " + redaction.clean(it))
            .orElse("");
    return new Failure(
        meaning.reason(),
        SignIn.FAILED,
        authority,
        meaning.why() + words,
        meaning.next(),
        ids(answer));
  }

  /// How Entra finds the request.
  static List<String> ids(Answer answer) {
    List<String> ids = new ArrayList<>(EntraError.of(answer).ids());
    ids.addAll(answer.requestIds());
    return ids;
  }

  private Meaning meaning(int number, Answer answer) {
    return switch (number) {
      case 7000222 ->
          new Meaning(
              Reason.CLIENT_SECRET_EXPIRED,
              "The client secret of app " + clientId + " has expired.",
              "Make a new one (az ad app credential reset --append --id "
                  + clientId
                  + ") and put it where SP_SECRET comes from.");
      case 7000215 ->
          refused(
              "The client secret is not one of app " + clientId + ".",
              "Give the secret's value, not its id: the value is shown only once, when the secret"
                  + " is made. If it is lost, make a new one (az ad app credential reset --append"
                  + " --id "
                  + clientId
                  + ").");
      case 700016 ->
          refused(
              "Tenant " + tenant + " has no app " + clientId + ".",
              "Look at the client id (--client-id, SP_ID: the application id, not the object id)"
                  + " and the tenant (--tenant).");
      case 90002, 900023 ->
          refused(
              "There is no tenant " + tenant + " in this cloud.",
              "Look at --tenant, and at --azure-cloud: each cloud has tenants of its own.");
      case 70021, 700211, 700212, 700213 ->
          refused(
              "No federated credential of app " + clientId + " fits this service account's token.",
              "Compare issuer, subject (system:serviceaccount:NAMESPACE:NAME) and audience with"
                  + " what there is: az ad app federated-credential list --id "
                  + clientId
                  + ", or for a managed identity az identity federated-credential list"
                  + " --identity-name NAME --resource-group GROUP. One just made takes some minutes"
                  + " to work.");
      case 700027 ->
          refused(
              "The certificate is not registered with app " + clientId + ", or has expired.",
              "Register it (az ad app credential reset --append --id "
                  + clientId
                  + " --cert @FILE), or give the one that is.");
      case 700024 -> clock(answer);
      case 7000112 ->
          refused(
              "App " + clientId + " is disabled in tenant " + tenant + ".",
              "Enable its service principal, or give another one.");
      case 500011, 70011, 1002012 ->
          refused(
              "Entra does not know what the token is asked for.",
              "Look at --arm-audience and --azure-cloud: each cloud has an audience of its own.");
      default ->
          refused(
              "Entra refused app " + clientId + ".",
              "Look the number up at https://login.microsoftonline.com/error, and at the sign-in"
                  + " log of the tenant.");
    };
  }

  private static Meaning refused(String why, String next) {
    return new Meaning(Reason.SIGN_IN_REFUSED, why, next);
  }

  private static Meaning clock(Answer answer) {
    Duration ahead = answer.localClockAhead().orElse(Duration.ZERO);
    if (ahead.abs().compareTo(TOLERATED) <= 0) {
      return new Meaning(
          Reason.CLOCK_REFUSED,
          "What proves our identity is out of its time, though this machine's clock is right.",
          "With workload identity, look whether the token file is still replaced by the cluster,"
              + " and whether the cluster's clock is right.");
    }
    return new Meaning(
        Reason.CLOCK_REFUSED,
        "This machine's clock is %s %s Entra's, so that what it signs is out of its time."
            .formatted(Words.duration(ahead), ahead.isNegative() ? "behind" : "ahead of"),
        "Set the clock of this machine (of the node, in a cluster) right.");
  }
}
