package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.TokenFacts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which gateway of which service this is, as far as the cluster tells.
///
/// @param name the gateway's: from the token itself, the Secret's note, or the setting
/// @param service the API Management service: from the Secret's note, or the endpoint
/// @param recorded the gateway that the last rotation noted on the Secret
/// @param endpoint the setting `config.service.endpoint`, where it is visible
public record Identity(
    Optional<String> name,
    Optional<String> service,
    Optional<Gateway> recorded,
    Optional<String> endpoint) {
  private static final Pattern ARM_ID =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/([^/]+)"
              + "/providers/Microsoft\\.ApiManagement/service/([^/]+)/gateways/([^/]+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:https?://)?([^./:]+)\\.configuration\\.azure-api\\.[a-z.]+(?::\\d+)?/?",
          Pattern.CASE_INSENSITIVE);

  static Identity of(FoundGateway found, Optional<TokenFacts> token, Optional<String> gatewayId) {
    Optional<Gateway> recorded = gatewayId.flatMap(Identity::gateway);
    return new Identity(
        token
            .map(TokenFacts::gatewayName)
            .or(() -> recorded.map(Gateway::name))
            .or(found::gatewayName),
        recorded.map(Gateway::serviceName).or(() -> found.endpoint().flatMap(Identity::service)),
        recorded,
        found.endpoint());
  }

  private static Optional<Gateway> gateway(String resourceId) {
    Matcher id = ARM_ID.matcher(resourceId);
    return id.matches()
        ? Optional.of(new Gateway(id.group(1), id.group(2), id.group(3), id.group(4)))
        : Optional.empty();
  }

  private static Optional<String> service(String endpoint) {
    Matcher host = ENDPOINT.matcher(endpoint);
    return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
  }
}
