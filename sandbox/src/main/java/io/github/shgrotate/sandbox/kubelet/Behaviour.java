package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// How the containers of a pod behave. Asked for at every start of a container, so a test can
/// change it while the pod lives.
public sealed interface Behaviour {
  /// Starts, and turns ready after a moment.
  record Normal(Duration readyAfter) implements Behaviour {}

  /// Starts, and turns ready when somebody says so.
  record ReadyWhen(CompletionStage<?> said) implements Behaviour {}

  /// Runs, but its readiness probe never succeeds.
  record NeverReady() implements Behaviour {}

  /// Ends by itself after a moment, each time it is started.
  record Crashing(Duration after, int exitCode) implements Behaviour {}

  /// The image cannot be pulled; tried again and again.
  record ImagePullBackOff() implements Behaviour {}

  /// The annotation a pod says it with: `normal`, `slow`, `never-ready`, `crash` or
  /// `image-pull-backoff`.
  String ANNOTATION = "sandbox.shgrotate.github.io/behaviour";

  /// How long, in milliseconds, until it is ready or crashes.
  String DELAY_ANNOTATION = "sandbox.shgrotate.github.io/delay-millis";

  /// The annotation for how long, in milliseconds of real time, a gateway goes on answering after
  /// SIGTERM; without it, as the kubelet was told.
  String DRAIN_ANNOTATION = "sandbox.shgrotate.github.io/drain-millis";

  /// How long the pod's gateways drain, where the pod says it.
  static Optional<Duration> annotatedDrain(JsonNode pod) {
    String drain = pod.path("metadata").path("annotations").path(DRAIN_ANNOTATION).asText();
    return drain.matches("\\d{1,9}")
        ? Optional.of(Duration.ofMillis(Long.parseLong(drain)))
        : Optional.empty();
  }

  /// As the pod's annotations say; normal without any.
  static Behaviour annotated(JsonNode pod) {
    JsonNode annotations = pod.path("metadata").path("annotations");
    String delay = annotations.path(DELAY_ANNOTATION).asText();
    boolean given = delay.matches("\\d{1,9}");
    long millis = given ? Long.parseLong(delay) : 0;
    String behaviour = annotations.path(ANNOTATION).asText("normal");
    return switch (behaviour) {
      case "normal" -> new Normal(Duration.ofMillis(given ? millis : 20));
      case "slow" -> new Normal(Duration.ofMillis(given ? millis : 3_000));
      case "never-ready" -> new NeverReady();
      case "crash" -> new Crashing(Duration.ofMillis(given ? millis : 20), 1);
      case "image-pull-backoff" -> new ImagePullBackOff();
      default -> throw new IllegalArgumentException(ANNOTATION + ": " + behaviour);
    };
  }
}
