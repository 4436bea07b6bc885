package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.Answers.answer;
import static io.github.shgrotate.azure.Answers.armBody;
import static io.github.shgrotate.azure.ArmOperation.GENERATE_TOKEN;
import static io.github.shgrotate.azure.ArmOperation.READ_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArmFailuresTest {
  private static final Gateway GATEWAY = new Gateway("sub-1", "rg-1", "apim-1", "gw1");
  private static final String SERVICE =
      "/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.ApiManagement/service/apim-1";

  // As recorded from the service (reference, section 2).
  private static final String NO_GATEWAY_400 =
      """
      {"error":{"code":"ValidationError","message":"One or more fields contain incorrect values:",\
      "details":[{"code":"ValidationError","target":"gwid","message":"Gateway not found"}]}}\
      """;
  private static final String WRONG_EXPIRY_400 =
      """
      {"error":{"code":"ValidationError","message":"One or more fields contain incorrect values:",\
      "innerError":null,"details":[{"code":"ValidationError","target":"expiry",\
      "message":"too late","details":null}]}}\
      """;
  private static final String NO_SERVICE_404 =
      armBody(
          "ResourceNotFound",
          "The Resource 'Microsoft.ApiManagement/service/APIM-1' under resource group 'rg-1' was"
              + " not found.");
  private static final String NO_GATEWAY_404 = armBody("ResourceNotFound", "Gateway not found.");

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            READ_GATEWAY,
            400,
            NO_GATEWAY_400,
            Reason.GATEWAY_NOT_FOUND,
            "apim-1 has no gateway gw1"),
        arguments(
            READ_GATEWAY,
            400,
            armBody("ValidationError", "x"),
            Reason.GATEWAY_NOT_FOUND,
            "no gateway gw1"),
        arguments(GENERATE_TOKEN, 400, NO_GATEWAY_400, Reason.GATEWAY_NOT_FOUND, "no gateway gw1"),
        arguments(
            GENERATE_TOKEN,
            400,
            WRONG_EXPIRY_400,
            Reason.REQUEST_INVALID,
            "values: expiry: too late"),
        arguments(READ_GATEWAY, 404, NO_GATEWAY_404, Reason.GATEWAY_NOT_FOUND, "no gateway gw1"),
        arguments(
            READ_GATEWAY, 404, NO_SERVICE_404, Reason.AZURE_RESOURCE_NOT_FOUND, "service apim-1"),
        arguments(
            READ_GATEWAY,
            404,
            armBody("ResourceGroupNotFound", "x"),
            Reason.AZURE_RESOURCE_NOT_FOUND,
            "no resource group rg-1"),
        arguments(
            READ_GATEWAY,
            404,
            armBody("SubscriptionNotFound", "x"),
            Reason.AZURE_RESOURCE_NOT_FOUND,
            "no subscription sub-1"),
        arguments(
            READ_GATEWAY,
            403,
            armBody("AuthorizationFailed", "The client 'x' …"),
            Reason.AZURE_PERMISSION_MISSING,
            "Microsoft.ApiManagement/service/gateways/read is missing on " + SERVICE),
        arguments(
            GENERATE_TOKEN,
            403,
            armBody("AuthorizationFailed", "x"),
            Reason.AZURE_PERMISSION_MISSING,
            "Microsoft.ApiManagement/service/gateways/generateToken/action is missing"),
        arguments(
            READ_GATEWAY,
            401,
            armBody("InvalidAuthenticationTokenTenant", "x"),
            Reason.AZURE_REQUEST_FORBIDDEN,
            "another tenant"),
        arguments(
            READ_GATEWAY,
            403,
            armBody("LinkedAuthorizationFailed", "x"),
            Reason.AZURE_PERMISSION_MISSING,
            "gateways/read is missing"),
        arguments(
            READ_GATEWAY,
            403,
            armBody("RequestDisallowedByPolicy", "no"),
            Reason.AZURE_REQUEST_FORBIDDEN,
            "Azure forbids it (RequestDisallowedByPolicy). ARM says: no"),
        arguments(
            GENERATE_TOKEN,
            409,
            armBody("ScopeLocked", "locked: '/subscriptions/sub-1/locks/no-change'"),
            Reason.AZURE_REQUEST_FORBIDDEN,
            "A lock forbids it (ScopeLocked). ARM says: locked:"
                + " '/subscriptions/sub-1/locks/no-change'"),
        arguments(
            READ_GATEWAY,
            501,
            armBody("NotImplemented", "no"),
            Reason.AZURE_UNAVAILABLE,
            "answered 501 (NotImplemented). ARM says: no"),
        arguments(
            READ_GATEWAY,
            302,
            armBody("Moved", "x"),
            Reason.ANSWER_UNREADABLE,
            "answered 302 (Moved), which"),
        arguments(
            READ_GATEWAY,
            401,
            armBody("InvalidAuthenticationToken", "x"),
            Reason.SIGN_IN_REFUSED,
            "does not accept the sign-in"),
        arguments(
            READ_GATEWAY, 412, armBody("X", "y"), Reason.REQUEST_INVALID, "412 (X). ARM says: y"),
        arguments(READ_GATEWAY, 400, "<html>", Reason.ANSWER_UNREADABLE, "answered 400"),
        arguments(READ_GATEWAY, 401, "<html>", Reason.ANSWER_UNREADABLE, "answered 401"),
        arguments(READ_GATEWAY, 403, "<html>", Reason.ANSWER_UNREADABLE, "answered 403"),
        arguments(GENERATE_TOKEN, 403, "{}", Reason.ANSWER_UNREADABLE, "not in ARM's form"),
        arguments(READ_GATEWAY, 404, "", Reason.ANSWER_UNREADABLE, "answered 404"),
        arguments(READ_GATEWAY, 302, "", Reason.ANSWER_UNREADABLE, "answered 302"),
        arguments(READ_GATEWAY, 204, "", Reason.ANSWER_UNREADABLE, "answered 204"));
  }

  @ParameterizedTest(name = "{0} answered {1} is {3}: {4}")
  @MethodSource("refusals")
  void each_refusal_has_its_reason(
      ArmOperation operation, int status, String body, Reason reason, String why) {
    Failure failure = failures(operation).of(answer(status, body));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.why()).contains(why);
    assertThat(failure.where()).isEqualTo(GATEWAY.resourceId());
    assertThat(failure.what()).isEqualTo(operation.failed());
    assertThat(failure.next()).isNotEmpty();
  }

  @Test
  void a_missing_permission_comes_with_the_command_that_grants_it() {
    Failure failure =
        failures(READ_GATEWAY)
            .of(
                answer(
                    403,
                    armBody("AuthorizationFailed", "x"),
                    "x-ms-request-id: r-1",
                    "x-ms-correlation-request-id: c-1"));

    assertThat(failure.next())
        .contains(
            "az role assignment create --assignee app-9 --role \"API Management Service"
                + " Contributor\" --scope "
                + SERVICE);
    assertThat(failure.requestIds())
        .containsExactly("x-ms-correlation-request-id=c-1", "x-ms-request-id=r-1");
  }

  @Test
  void every_command_that_is_advised_names_the_subscription() {
    assertThat(
            Stream.of(
                    answer(404, NO_SERVICE_404),
                    answer(404, armBody("ResourceGroupNotFound", "x")),
                    answer(404, NO_GATEWAY_404),
                    answer(409, armBody("ScopeLocked", "x")),
                    answer(401, armBody("InvalidAuthenticationTokenTenant", "x")))
                .map(answer -> failures(READ_GATEWAY).of(answer).next()))
        .allSatisfy(next -> assertThat(next).contains("az ", "sub-1"));
  }

  private static ArmFailures failures(ArmOperation operation) {
    return new ArmFailures(operation, GATEWAY, "app-9", new Redaction());
  }
}
