package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which gateways come first: those whose token ends first.
final class ExpiryOrder {
  private ExpiryOrder() {}

  /// When the gateway's token ends; before all others when it has none that is of any use. Before
  /// the workloads are read nobody knows the data key, so every key counts that may be it.
  static Instant end(RotationRequest request, SecretFacts secret) {
    return secret.data().entrySet().stream()
        .filter(entry -> request.dataKey().map(entry.getKey()::equals).orElse(true))
        .flatMap(
            entry ->
                entry.getValue() instanceof TokenText.Whole(TokenFacts token)
                    ? java.util.stream.Stream.of(token)
                    : java.util.stream.Stream.empty())
        .filter(token -> token.gatewayName().equalsIgnoreCase(request.gateway().name()))
        .map(TokenFacts::expiresAt)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /// Earliest end first; of several with the same one, the order of the file. One whose Secret
  /// could not be read comes first: it takes a moment to tell why.
  static List<Wanted> sorted(List<Wanted> all, Map<Integer, Instant> endsByDocument) {
    return all.stream()
        .sorted(
            Comparator.comparing(one -> endsByDocument.getOrDefault(one.document(), Instant.MIN)))
        .toList();
  }
}
