package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import io.github.shgrotate.e2e.BadInput.Left;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.Resources.UnknownGatewayAnswer;
import io.github.shgrotate.sandbox.azure.TokenAnswer;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.Fault;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Names that Azure does not have, permissions that it does not give, and answers from its side
/// that no token may be made of. The Secret has been read by then, so the message says what it
/// holds.
final class BadAzure {
  private static final String UNKNOWN = "0badc0de-0000-4000-8000-000000000000";
  private static final String SUBSCRIPTION = "/subscriptions/" + SampleGateway.SUBSCRIPTION;
  private static final String ACTION = "Microsoft.ApiManagement/service/gateways/";
  private static final Predicate<Exchange> READ = Fault.on("GET", "/gateways/");
  private static final Predicate<Exchange> GENERATE = Fault.on("POST", "/generateToken");
  private static final Predicate<Exchange> SIGN_IN = Fault.on("POST", "/oauth2/v2.0/token");
  private static final String PORTAL =
      "<!DOCTYPE html><html><body>Welcome to the guest network</body></html>";

  private BadAzure() {}

  static Stream<BadInput> rows() {
    return Stream.of(names(), permissions(), patience(), strangers(), tokens())
        .flatMap(rows -> rows)
        .map(row -> row.says("Secret apim/edge-eu-token holds token ", "good until"));
  }

  private static Stream<BadInput> names() {
    return Stream.concat(
        Stream.of(
                named("an unknown subscription")
                    .with("SUBSCRIPTION_ID", UNKNOWN)
                    .says("no subscription " + UNKNOWN, "--subscription-id"),
                named("an unknown resource group")
                    .with("RESOURCE_GROUP", "rg-egde")
                    .where(BadAzure::mayDoAnything)
                    .says("no resource group rg-egde", "az group list"),
                named("an unknown service")
                    .with("APIM_INSTANCE", "apim-contozo")
                    .where(BadAzure::mayDoAnything)
                    .says("no API Management service apim-contozo", "az apim list"))
            .map(row -> row.ends(4, "AzureResourceNotFound")),
        Stream.of(UnknownGatewayAnswer.values())
            .map(
                answer ->
                    named("an unknown gateway, told as " + answer)
                        .with("APIM_GATEWAY", "edge-us")
                        .where(BadAzure::mayDoAnything)
                        .where(
                            world ->
                                world.sandbox().azure().resources().unknownGatewayAnswers(answer))
                        .ends(4, "GatewayNotFound")
                        .says("apim-contoso has no gateway edge-us", "--apim-gateway")));
  }

  private static Stream<BadInput> permissions() {
    return Stream.of("read", "generateToken/action")
        .map(
            missing ->
                named("without the permission " + missing)
                    .where(
                        world -> {
                          String other = missing.equals("read") ? "generateToken/action" : "read";
                          world.application().revokeAll();
                          world.application().grant(world.gateway().resourceId(), ACTION + other);
                        })
                    .ends(3, "AzurePermissionMissing")
                    .says(
                        "permission " + ACTION + missing,
                        "az role assignment create --assignee " + SampleGateway.CLIENT_ID,
                        "deploy/azure-role.json"));
  }

  private static Stream<BadInput> patience() {
    return Stream.of(
        named("making a token throttled for longer than anybody waits")
            .where(world -> arm(world, GENERATE, 429, "600", "TooManyRequests"))
            .ends(6, "AzureThrottled")
            .says("429 (TooManyRequests)", "Run again in 10 min"),
        named("throttled at every attempt")
            .where(world -> arm(world, GENERATE, 429, "1", "TooManyRequests"))
            .waiting()
            .ends(6, "AzureThrottled")
            .says("429 (TooManyRequests)", "of 6 attempts"),
        named("a service that Azure is working at for long")
            .where(world -> arm(world, GENERATE, 409, "600", "ServiceLocked"))
            .ends(6, "AzureUnavailable")
            .says("409 (ServiceLocked)", "Run again in 10 min"),
        named("an Entra that is away for long")
            .where(
                world ->
                    always(
                        world, SIGN_IN, 503, Map.of("Retry-After", "600"), "{\"error\":\"away\"}"))
            .ends(6, "SignInUnavailable")
            .says("503", "Run again in 10 min"),
        named("a subscription that is disabled")
            .where(
                world ->
                    world
                        .sandbox()
                        .azure()
                        .resources()
                        .subscription(SampleGateway.SUBSCRIPTION)
                        .disable(true))
            .ends(3, "AzureRequestForbidden")
            .says("Azure forbids it (ReadOnlyDisabledSubscription)", "re-enabled"),
        named("a lock on the service")
            .where(world -> arm(world, GENERATE, 409, "1", "ScopeLocked"))
            .ends(3, "AzureRequestForbidden")
            .says("A lock forbids it (ScopeLocked)", "az lock list"),
        named("an api-version that Azure does not have")
            .with("ARM_API_VERSION", "2018-01-01")
            .ends(2, "RequestInvalid")
            .says("NoRegisteredProviderFound", "--arm-api-version"));
  }

  /// A captive portal, an inspecting proxy, a wrong address: whoever answers, it is not Azure.
  private static Stream<BadInput> strangers() {
    return Stream.of(
            named("a web page in Azure's place")
                .where(world -> page(world, READ, 200))
                .says("no JSON object"),
            named("a web page instead of a token")
                .where(world -> page(world, GENERATE, 200))
                .says("no JSON object"),
            named("a web page that forbids").where(world -> page(world, READ, 403)).says("403"),
            named("a redirection in Azure's place")
                .where(world -> redirected(world, READ))
                .says("302"),
            named("a web page in Entra's place")
                .where(world -> page(world, SIGN_IN, 200))
                .says("no token in the answer"),
            named("a redirection in Entra's place")
                .where(world -> redirected(world, SIGN_IN))
                .says("302", "not in Entra's form"),
            named("another resource than was asked for")
                .where(
                    world ->
                        always(
                            world,
                            READ,
                            200,
                            Map.of("Content-Type", "application/json"),
                            "{\"type\":\"Microsoft.ApiManagement/service/gateways\","
                                + "\"name\":\"edge-us\"}"))
                .says("the name in it is not edge-eu"))
        .map(
            row ->
                row.ends(1, "AnswerUnreadable")
                    .says("a proxy or a firewall")
                    .hides("guest network"));
  }

  /// Azure's own answer is at fault here: nothing of it is stored.
  private static Stream<BadInput> tokens() {
    return Stream.of(
            answered(TokenAnswer.EMPTY, "holds no token"),
            answered(TokenAnswer.MISSING, "holds no token"),
            answered(TokenAnswer.MALFORMED, "has not the three parts of a gateway token")
                .hides("this is not a token"),
            answered(TokenAnswer.OF_ANOTHER_GATEWAY, "it is for gateway someone-else"),
            answered(TokenAnswer.SHORTER, "as asked").leaves(Left.ISSUED),
            answered(TokenAnswer.LONGER, "as asked").leaves(Left.ISSUED))
        .map(row -> row.ends(1, "TokenRejected"));
  }

  private static BadInput answered(TokenAnswer answer, String why) {
    return named("a token that is " + answer)
        .where(world -> world.gateway().answersTokensWith(answer))
        .says(why);
  }

  private static void mayDoAnything(SampleWorld world) {
    world.application().grant(SUBSCRIPTION, "*");
  }

  private static void arm(
      SampleWorld world, Predicate<Exchange> on, int status, String retryAfter, String code) {
    always(
        world,
        on,
        status,
        Map.of("Retry-After", retryAfter, "Content-Type", "application/json"),
        "{\"error\":{\"code\":\"%s\",\"message\":\"not now\"}}".formatted(code));
  }

  private static void page(SampleWorld world, Predicate<Exchange> on, int status) {
    always(world, on, status, Map.of("Content-Type", "text/html"), PORTAL);
  }

  private static void redirected(SampleWorld world, Predicate<Exchange> on) {
    always(world, on, 302, Map.of("Location", "https://login.sandbox.example/"), PORTAL);
  }

  /// Of both servers; what is matched tells which.
  private static void always(
      SampleWorld world,
      Predicate<Exchange> on,
      int status,
      Map<String, String> headers,
      String body) {
    Fault fault = Fault.always("scripted", on, new Fault.Answered(status, headers, body));
    world.sandbox().azure().arm().arm(fault);
    world.sandbox().azure().entra().arm(fault);
  }
}
