package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.rotation.DataKey.AUTH;
import static io.github.shgrotate.rotation.DataKey.AUTH_KEY;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.kubernetes.ContainerEnvironment.Value;
import io.github.shgrotate.rotation.TokenSource;
import java.util.ArrayList;
import java.util.List;

/// Reads from a pod template how its containers get the gateway's sign-in settings.
final class TokenSources {
  private TokenSources() {}

  /// The sources of all containers. Within a container those that win come first: a variable set by
  /// name before a Secret taken in whole, a later `envFrom` before an earlier.
  static List<TokenSource> of(JsonNode podTemplate) {
    List<TokenSource> sources = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : podTemplate.path("spec").path(list)) {
        String name = container.path("name").asText();
        ContainerEnvironment environment = new ContainerEnvironment(container);
        for (String variable : List.of(AUTH, AUTH_KEY)) {
          environment
              .named(variable)
              .ifPresent(value -> sources.add(source(name, variable, value)));
        }
        environment
            .wholeSecrets()
            .forEach(
                whole ->
                    sources.add(new TokenSource.WholeSecret(name, whole.name(), whole.prefix())));
      }
    }
    return sources;
  }

  private static TokenSource source(String container, String variable, Value value) {
    return switch (value) {
      case Value.SecretKey(String secret, String dataKey) ->
          new TokenSource.SecretKey(container, variable, secret, dataKey);
      case Value.ConfigMapKey(String map, String key) ->
          new TokenSource.Elsewhere(
              container, variable, "key %s of ConfigMap %s".formatted(key, map));
      case Value.LookedUp(String kinds) -> new TokenSource.Elsewhere(container, variable, kinds);
      case Value.Reference(String reference) ->
          new TokenSource.Elsewhere(container, variable, "variable " + reference);
      case Value.Mixture() ->
          new TokenSource.Elsewhere(container, variable, "a text made of other variables");
      case Value.Text text ->
          new TokenSource.Literal(container, variable, meaning(variable, text.text()));
    };
  }

  private static TokenSource.Meaning meaning(String variable, String text) {
    if (SignInText.entra(text).isPresent()) {
      return TokenSource.Meaning.ENTRA;
    }
    // Whatever stands in `.key` is the token; the other variable may also hold a word.
    return SignInText.isToken(text) || (variable.equals(AUTH_KEY) && !text.isBlank())
        ? TokenSource.Meaning.TOKEN_IN_TEMPLATE
        : TokenSource.Meaning.KEY_ELSEWHERE;
  }
}
