package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.DataKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Recognises a self-hosted gateway by its pod template, so that no other program's Secret is ever
/// asked for.
///
/// Most templates name the setting `config.service.auth`. Where it comes out of a whole Secret or
/// ConfigMap (`envFrom`), other marks must do: another setting of the gateway, its image, the path
/// of its probes, or the stamp of an earlier rotation.
final class GatewayMarks {
  private static final Pattern IMAGE =
      Pattern.compile("(api-?management|apim)[^:@]*gateway|self-hosted-gateway");
  private static final Pattern PROBE = Pattern.compile("status-0123456789\\w*");
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final String CHART_LABEL = "app.kubernetes.io/component";

  private GatewayMarks() {}

  /// The containers that are a gateway, or read its sign-in; empty when this is none.
  static List<JsonNode> containers(JsonNode template) {
    List<JsonNode> all = new ArrayList<>();
    template.path("spec").path("containers").forEach(all::add);
    List<JsonNode> init = new ArrayList<>();
    template.path("spec").path("initContainers").forEach(init::add);

    List<JsonNode> named = new ArrayList<>(where(all, GatewayMarks::namesSignIn));
    named.addAll(where(init, GatewayMarks::namesSignIn));
    if (!named.isEmpty()) {
      return named;
    }
    List<JsonNode> taking = where(all, container -> !container.path("envFrom").isEmpty());
    List<JsonNode> marked = where(taking, GatewayMarks::isMarked);
    return marked.isEmpty() && isMarkedAsWhole(template.path("metadata")) ? taking : marked;
  }

  private static List<JsonNode> where(List<JsonNode> containers, Predicate<JsonNode> rule) {
    return containers.stream().filter(rule).toList();
  }

  private static boolean namesSignIn(JsonNode container) {
    return hasVariable(
        container, name -> name.equals(DataKey.AUTH) || name.equals(DataKey.AUTH_KEY));
  }

  private static boolean isMarked(JsonNode container) {
    return IMAGE.matcher(container.path("image").asText()).find()
        || hasVariable(
            container, name -> name.startsWith("config.service.") || name.equals("gateway.name"))
        || PROBES.stream()
            .map(probe -> container.path(probe).path("httpGet").path("path").asText())
            .anyMatch(path -> PROBE.matcher(path).find());
  }

  private static boolean isMarkedAsWhole(JsonNode metadata) {
    return Annotations.tokenId(metadata).isPresent()
        || Json.text(metadata.path("labels"), CHART_LABEL)
            .filter("self-hosted-gateway"::equals)
            .isPresent();
  }

  private static boolean hasVariable(JsonNode container, Predicate<String> rule) {
    for (JsonNode variable : container.path("env")) {
      if (rule.test(variable.path("name").asText())) {
        return true;
      }
    }
    return false;
  }
}
