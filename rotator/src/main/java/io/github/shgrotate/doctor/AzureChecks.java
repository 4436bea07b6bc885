package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.AzureRight;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RequiredRights;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.status.Advice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether Azure lets this account sign in, and do what a rotation does.
final class AzureChecks {
  /// Who renews a certificate by hand wants to know it in time.
  private static final Duration SOON = Duration.ofDays(30);

  private AzureChecks() {}

  static List<Finding> credential(Examined examined) {
    return switch (examined.credential()) {
      case Asked.NotAsked<CredentialFacts>(String why) ->
          List.of(Finding.notChecked(Check.CREDENTIAL, why));
      case Asked.Failed<CredentialFacts>(Failure failure) ->
          List.of(
              new Finding(
                  Check.CREDENTIAL,
                  Level.ERROR,
                  "%s (%s): %s"
                      .formatted(
                          failure.what(), failure.where(), Finding.withoutStop(failure.why())),
                  Mending.of(failure, examined.request()),
                  Optional.of(failure)));
      case Asked.Told<CredentialFacts>(CredentialFacts facts) ->
          List.of(
              Finding.ok(
                  Check.CREDENTIAL,
                  "signs in as %s: %s".formatted(facts.method(), facts.because())),
              end(examined, facts.end()));
    };
  }

  private static Finding end(Examined examined, CredentialFacts.End end) {
    return switch (end) {
      case CredentialFacts.End.None _ ->
          Finding.ok(Check.CREDENTIAL, "there is no secret of its own that could end");
      case CredentialFacts.End.KnownToEntra(String clientId) ->
          Finding.note(
              Check.CREDENTIAL,
              "when the client secret ends cannot be seen from here: only Entra knows",
              Advice.of(
                  "ask with an account that may read the app",
                  "az",
                  "ad",
                  "app",
                  "credential",
                  "list",
                  "--id",
                  clientId,
                  "--query",
                  "[].{name:displayName,ends:endDateTime}"));
      case CredentialFacts.End.At at -> certificate(examined, at);
    };
  }

  private static Finding certificate(Examined examined, CredentialFacts.End.At end) {
    Duration left = Duration.between(examined.now(), end.moment());
    Advice renew =
        Advice.of(
            "register a new certificate beside the old one, and put it into " + end.file(),
            "az",
            "ad",
            "app",
            "credential",
            "reset",
            "--append",
            "--id",
            end.clientId(),
            "--cert",
            "@NEW_CERTIFICATE.pem");
    if (left.compareTo(SOON) > 0) {
      return Finding.ok(
          Check.CREDENTIAL,
          "the client certificate is good until %s (%s left)"
              .formatted(end.moment(), Words.duration(left)));
    }
    if (left.isPositive()) {
      return Finding.warning(
          Check.CREDENTIAL,
          "the client certificate ends in %s (%s)".formatted(Words.duration(left), end.moment()),
          renew);
    }
    String ended =
        "by this machine's clock it ended %s ago (%s)"
            .formatted(Words.duration(left), end.moment());
    // Entra's clock is the one that counts, and it has just let us in.
    return examined.azure().signIn().told().isPresent()
        ? Finding.warning(Check.CREDENTIAL, "the client certificate: " + ended, renew)
        : Finding.error(
            Check.CREDENTIAL,
            new Failure(
                Reason.SIGN_IN_REFUSED,
                "The client certificate has ended",
                end.file(),
                ended,
                renew.sentence()),
            List.of(renew));
  }

  static List<Finding> signIn(Examined examined) {
    return List.of(
        switch (examined.azure().signIn()) {
          case Asked.NotAsked<String>(String why) -> Finding.notChecked(Check.SIGN_IN, why);
          case Asked.Failed<String>(Failure failure) ->
              Finding.error(Check.SIGN_IN, failure, Mending.of(failure, examined.request()));
          case Asked.Told<String>(String where) ->
              Finding.ok(Check.SIGN_IN, "signed in at " + where);
        });
  }

  static List<Finding> gateway(Examined examined) {
    return List.of(
        switch (examined.azure().gateway()) {
          case Asked.NotAsked<GatewayFacts>(String why) ->
              Finding.notChecked(Check.GATEWAY_FOUND, why);
          case Asked.Failed<GatewayFacts>(Failure failure) ->
              Finding.error(
                  Check.GATEWAY_FOUND,
                  failure,
                  failure.reason() == Reason.AZURE_PERMISSION_MISSING
                      ? List.of(grant(examined))
                      : Mending.of(failure, examined.request()));
          case Asked.Told<GatewayFacts> _ ->
              Finding.ok(
                  Check.GATEWAY_FOUND,
                  "service %s has the gateway %s"
                      .formatted(
                          examined.request().gateway().serviceName(),
                          examined.request().gateway().name()));
        });
  }

  /// One for each action that a rotation with these options uses.
  static List<Finding> actions(Examined examined) {
    List<Finding> all = new ArrayList<>();
    for (AzureRight right : RequiredRights.inAzure(examined.request())) {
      boolean read = right.action().endsWith("/read");
      if (!read) {
        all.add(action(examined, right));
      } else if (examined.azure().gateway().told().isPresent()) {
        all.add(granted(right));
      } else {
        all.add(Finding.notChecked(Check.AZURE_ACTIONS, right.action() + ": see above"));
      }
    }
    return all;
  }

  private static Finding action(Examined examined, AzureRight right) {
    return switch (examined.azure().permissions()) {
      case Asked.NotAsked<List<RolePermission>>(String why) ->
          Finding.notChecked(Check.AZURE_ACTIONS, right.action() + ": " + why);
      case Asked.Failed<List<RolePermission>>(Failure failure) ->
          Finding.unknown(
              Check.AZURE_ACTIONS,
              "whether %s is granted cannot be known without using it: %s"
                  .formatted(right.action(), cannotAsk(failure)),
              Advice.of(
                  "see which roles it has, and whether one of them has this action",
                  "az",
                  "role",
                  "assignment",
                  "list",
                  "--assignee",
                  examined.azure().assignee(),
                  "--scope",
                  examined.request().gateway().resourceId(),
                  "--include-inherited",
                  "--output",
                  "table"));
      case Asked.Told<List<RolePermission>>(var permissions) ->
          RolePermission.allow(permissions, right.action())
              ? granted(right)
              : Finding.error(
                  Check.AZURE_ACTIONS,
                  new Failure(
                      Reason.AZURE_PERMISSION_MISSING,
                      "The permission %s is missing".formatted(right.action()),
                      examined.request().gateway().resourceId(),
                      "no role of this account allows to " + right.use(),
                      "grant a role that has it"),
                  List.of(grant(examined)));
    };
  }

  private static String cannotAsk(Failure failure) {
    return failure.reason() == Reason.AZURE_PERMISSION_MISSING
        ? "to ask takes Microsoft.Authorization/permissions/read, which a rotation does not need"
        : Finding.withoutStop(failure.why());
  }

  private static Finding granted(AzureRight right) {
    return Finding.ok(
        Check.AZURE_ACTIONS, "%s is granted, to %s".formatted(right.action(), right.use()));
  }

  private static Advice grant(Examined examined) {
    String id = examined.request().gateway().resourceId();
    return Advice.of(
        "grant a role that has it (deploy/azure-role.json is a smaller one); it takes some minutes"
            + " to work",
        "az",
        "role",
        "assignment",
        "create",
        "--assignee",
        examined.azure().assignee(),
        "--role",
        Mending.ROLE,
        "--scope",
        id.substring(0, id.lastIndexOf("/gateways/")));
  }
}
