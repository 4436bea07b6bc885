package io.github.shgrotate.sandbox.azure;

import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where gateways present their token and get their configuration.
///
/// The real one is not documented; this is invented: `GET /gateways/{gatewayId}/configuration` with
/// `Authorization: GatewayKey ...` and the instance's name in `x-gateway-instance`. 200 with a
/// small configuration, or 401 with the reason.
final class ConfigurationEndpoint implements LoopbackServer.Handler {
  private static final Pattern PATH = Pattern.compile("/gateways/([^/]+)/configuration");

  private final Resources resources;
  private final Clock clock;
  private final Ledger<Presentation> presentations = new Ledger<>();

  ConfigurationEndpoint(Resources resources, Clock clock) {
    this.resources = resources;
    this.clock = clock;
  }

  List<Presentation> presentations() {
    return presentations.all();
  }

  @Override
  public Reply answer(Exchange exchange) {
    Matcher path = PATH.matcher(exchange.path());
    if (!exchange.method().equals("GET") || !path.matches()) {
      return Reply.json(
          404, Json.object().put("reason", "NOT_FOUND").put("message", "There is nothing here."));
    }
    String gatewayId = path.group(1);
    String token = exchange.header("authorization").orElse("");
    TokenVerdict verdict = ofThisGateway(gatewayId, resources.verify(token));
    presentations.add(
        new Presentation(
            clock.instant(),
            gatewayId,
            exchange.header("x-gateway-instance").orElse(""),
            Fingerprint.of(token),
            verdict));
    return switch (verdict) {
      case TokenVerdict.Accepted(var gateway, _, var expiry) ->
          Reply.json(
              200,
              Json.object()
                  .put("gatewayId", gateway.id())
                  .put("service", gateway.service().name())
                  .put("etag", gateway.etag())
                  .put("tokenExpiresAt", expiry.toString())
                  .set("apis", Json.object().put("echo", "/echo")));
      case TokenVerdict.Refused(var reason, var sentence) ->
          Reply.json(401, Json.object().put("reason", reason.name()).put("message", sentence))
              .with("WWW-Authenticate", "GatewayKey");
    };
  }

  private static TokenVerdict ofThisGateway(String gatewayId, TokenVerdict verdict) {
    return verdict instanceof TokenVerdict.Accepted(var gateway, _, _)
            && !gateway.id().equals(gatewayId)
        ? new TokenVerdict.Refused(
            TokenVerdict.Reason.WRONG_SIGNATURE, "The token is of another gateway.")
        : verdict;
  }
}
