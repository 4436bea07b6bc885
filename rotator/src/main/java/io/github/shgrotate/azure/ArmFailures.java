package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What ARM's refusals mean for the reader. Decided by status, code and what was asked, not by the
/// wording of messages.
///
/// @param assignee whom a role has to be given to, as `az` takes it
record ArmFailures(ArmOperation operation, Gateway gateway, String assignee, Redaction redaction) {
  /// What a role can be granted against.
  private static final Set<String> ROLE_MISSING =
      Set.of("AuthorizationFailed", "LinkedAuthorizationFailed");

  private static final String ROLE = "API Management Service Contributor";

  /// @param answer a refusal, or an answer of another status than was expected
  Failure of(Answer answer) {
    ArmError error = ArmError.of(answer);
    if (!error.present()) {
      // Whoever forbids, or knows nothing, in other words than ARM's is not ARM.
      return unreadable(answer, "It answered %d, not in ARM's form.".formatted(answer.status()));
    }
    return switch (answer.status()) {
      case 401 -> signInNotAccepted(answer, error);
      case 403 ->
          ROLE_MISSING.contains(error.code().orElse(""))
              ? permissionMissing(answer, error)
              : forbidden(answer, error);
      // What is only in the way for a while was asked again before it came here.
      case 409 -> forbidden(answer, error);
      case 404 -> notFound(answer, error);
      default ->
          answer.status() == 400 && concernsTheGatewayItself(error)
              ? noSuchGateway(answer, error)
              : refused(answer, error);
    };
  }

  private Failure refused(Answer answer, ArmError error) {
    return switch (answer.status() / 100) {
      case 4 -> invalid(answer, error);
      case 5 ->
          failure(
              answer,
              Reason.AZURE_UNAVAILABLE,
              "ARM answered " + redaction.clean(Party.ARM.described(answer)) + "." + said(error),
              "Run again later; https://azure.status.microsoft tells of outages.");
      default ->
          unreadable(
              answer,
              "It answered %s, which does not answer this request."
                  .formatted(redaction.clean(Party.ARM.described(answer))));
    };
  }

  /// The answer is none that ARM gives.
  Failure unreadable(Answer answer, String why) {
    return failure(
        answer,
        Reason.ANSWER_UNREADABLE,
        why,
        "Look whether a proxy or a firewall answers in Azure's place, and whether --arm-endpoint"
            + " and --arm-api-version are right.");
  }

  /// The answer is ARM's, but holds no token that may be used.
  Failure tokenRejected(Answer answer, String why) {
    return failure(
        answer,
        Reason.TOKEN_REJECTED,
        why,
        "Nothing was written. Run again; if it stays so, ask Azure's support with the request id.");
  }

  // A read has no body, so what ARM finds invalid can only be the name. The recorded answer of
  // other calls says so in the field gwid.
  private boolean concernsTheGatewayItself(ArmError error) {
    return error.code().equals(Optional.of("ValidationError"))
        && (operation == ArmOperation.READ_GATEWAY || error.targets().contains("gwid"));
  }

  private Failure signInNotAccepted(Answer answer, ArmError error) {
    boolean otherTenant = error.code().equals(Optional.of("InvalidAuthenticationTokenTenant"));
    return failure(
        answer,
        // A sign-in that Azure knows: with other gateways it may well go.
        otherTenant ? Reason.AZURE_REQUEST_FORBIDDEN : Reason.SIGN_IN_REFUSED,
        (otherTenant
                ? "The sign-in is of another tenant than the subscription."
                : "ARM does not accept the sign-in.")
            + said(error),
        otherTenant
            ? "Give the subscription's tenant with --tenant: az account show --subscription "
                + gateway.subscriptionId()
                + " --query tenantId"
            : "Look at --azure-cloud, --arm-audience and --tenant, then run again.");
  }

  private Failure permissionMissing(Answer answer, ArmError error) {
    String scope = service();
    return failure(
        answer,
        Reason.AZURE_PERMISSION_MISSING,
        "The permission %s is missing on %s.".formatted(operation.action(), scope) + said(error),
        "Grant a role that has it: az role assignment create --assignee %s --role \"%s\" --scope %s"
                .formatted(assignee, ROLE, scope)
            + " (or the smaller custom role of deploy/azure-role.json). A new grant takes some"
            + " minutes to work.");
  }

  /// What no role mends.
  private Failure forbidden(Answer answer, ArmError error) {
    String code = redaction.clean(error.code().orElse(""));
    boolean isLocked = code.equals("ScopeLocked");
    return failure(
        answer,
        Reason.AZURE_REQUEST_FORBIDDEN,
        (isLocked ? "A lock forbids it (ScopeLocked)." : "Azure forbids it (%s).".formatted(code))
            + said(error),
        isLocked
            ? "Have the ReadOnly lock named there removed, or made one against deletion: "
                + "az lock list --subscription %s --resource-group %s"
                    .formatted(gateway.subscriptionId(), gateway.resourceGroup())
            : "Read what Azure says: a policy, a firewall, or a subscription that is disabled is"
                + " not mended by a role.");
  }

  private Failure notFound(Answer answer, ArmError error) {
    return switch (error.code().orElse("")) {
      case "SubscriptionNotFound" ->
          missing(
              answer,
              error,
              "There is no subscription " + gateway.subscriptionId() + " that this account sees.",
              "Look at --subscription-id, --tenant and --azure-cloud.");
      case "ResourceGroupNotFound" ->
          missing(
              answer,
              error,
              "The subscription has no resource group " + gateway.resourceGroup() + ".",
              "Look at --resource-group: az group list --subscription " + gateway.subscriptionId());
      case "ResourceNotFound" ->
          namesTheService(error)
              ? missing(
                  answer,
                  error,
                  "The resource group has no API Management service " + gateway.serviceName() + ".",
                  "Look at --apim-instance: az apim list --subscription %s --resource-group %s"
                      .formatted(gateway.subscriptionId(), gateway.resourceGroup()))
              : noSuchGateway(answer, error);
      default ->
          missing(
              answer,
              error,
              "Azure does not find it (" + redaction.clean(error.code().orElse("")) + ").",
              "Look at the names given, and at --arm-api-version.");
    };
  }

  // Both kinds of "not found" exit alike. To tell the reader which name is wrong there is only the
  // resource id that ARM quotes when it does not find the service itself.
  private boolean namesTheService(ArmError error) {
    String message = error.message().toLowerCase(Locale.ROOT);
    String service =
        ("Microsoft.ApiManagement/service/" + gateway.serviceName()).toLowerCase(Locale.ROOT);
    return message.contains(service) && !message.contains(service + "/gateways/");
  }

  private Failure noSuchGateway(Answer answer, ArmError error) {
    return failure(
        answer,
        Reason.GATEWAY_NOT_FOUND,
        "The API Management service %s has no gateway %s."
                .formatted(gateway.serviceName(), gateway.name())
            + said(error),
        "Look at --apim-gateway: az rest --method get --url \"%s/gateways?api-version=2024-05-01\""
            .formatted(service()));
  }

  private Failure missing(Answer answer, ArmError error, String why, String next) {
    return failure(answer, Reason.AZURE_RESOURCE_NOT_FOUND, why + said(error), next);
  }

  private Failure invalid(Answer answer, ArmError error) {
    return failure(
        answer,
        Reason.REQUEST_INVALID,
        "ARM refused the request: "
            + redaction.clean(Party.ARM.described(answer))
            + "."
            + said(error),
        "Look at the fields named there, and at --arm-api-version and --token-lifetime.");
  }

  private Failure failure(Answer answer, Reason reason, String why, String next) {
    return new Failure(
        reason, operation.failed(), gateway.resourceId(), why, next, answer.requestIds());
  }

  private String said(ArmError error) {
    return error.message().isEmpty() ? "" : " ARM says: " + redaction.clean(error.message());
  }

  private String service() {
    String gatewayId = gateway.resourceId();
    return gatewayId.substring(0, gatewayId.lastIndexOf("/gateways/"));
  }
}
