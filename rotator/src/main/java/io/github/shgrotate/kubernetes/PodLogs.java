package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what gateways log, for lines that say that a token was refused.
final class PodLogs {
  private static final int LINES = 2000;
  private static final int BEFORE = 120;
  private static final int AFTER = 40;

  /// Two thousand lines of a kilobyte: a heap is small.
  private static final int BYTES = 2 << 20;

  private final ApiServer api;
  private final String namespace;
  private final Optional<String> secretName;

  /// @param secretName the Secret that holds the token, where that is known
  PodLogs(ApiServer api, String namespace, Optional<String> secretName) {
    this.api = api;
    this.namespace = namespace;
    this.secretName = secretName;
  }

  LogsAnswer read(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns) {
    List<Pattern> refusals = patterns.stream().map(Pattern::compile).toList();
    for (PodFacts pod : pods) {
      ApiCall call = call(pod, container(workload));
      ApiAnswer answer = api.send(call, Optional.empty(), Patience.BRIEF);
      if (answer.status() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new LogsAnswer.Unreadable("this needs " + call.permission());
      }
      if (!answer.isSuccess()) {
        return new LogsAnswer.Unreadable(
            "Kubernetes answered %d for %s".formatted(answer.status(), pod.name()));
      }
      Optional<String> line = refusal(answer.lines(), refusals);
      if (line.isPresent()) {
        return new LogsAnswer.Refusal(pod.name(), line.get());
      }
    }
    return new LogsAnswer.NoRefusal(pods.size());
  }

  private static Optional<String> refusal(String log, List<Pattern> refusals) {
    for (String line : log.lines().toList()) {
      for (Pattern pattern : refusals) {
        if (pattern.matcher(line).find()) {
          return Optional.of(excerpt(Redaction.redacted(line), pattern));
        }
      }
    }
    return Optional.empty();
  }

  /// The refusal with what stands around it in its line: a line of JSON can be long. What matched
  /// may be gone together with a token; then the line is shown from its beginning.
  private static String excerpt(String line, Pattern refusal) {
    Matcher found = refusal.matcher(line);
    boolean isThere = found.find();
    int from = isThere ? Math.max(0, found.start() - BEFORE) : 0;
    int to = Math.min(line.length(), (isThere ? found.end() : BEFORE) + AFTER);
    return (from == 0 ? "" : "...")
        + Redaction.shown(line.substring(from, to))
        + (to == line.length() ? "" : "...");
  }

  /// The gateway's container: the one that reads the token. Any container may take a Secret in
  /// whole, so that tells least.
  private Optional<String> container(WorkloadFacts workload) {
    return workload.sources().stream()
        .min(Comparator.comparingInt(this::doubt))
        .map(TokenSource::container);
  }

  private int doubt(TokenSource source) {
    return switch (source) {
      case TokenSource.SecretKey from -> isTheTokens(from.secretName()) ? 0 : 1;
      case TokenSource.Literal _, TokenSource.Elsewhere _ -> 1;
      case TokenSource.WholeSecret whole -> isTheTokens(whole.secretName()) ? 2 : 3;
    };
  }

  private boolean isTheTokens(String secret) {
    return secretName.filter(secret::equals).isPresent();
  }

  private ApiCall call(PodFacts pod, Optional<String> container) {
    return new ApiCall(
        ApiCall.Verb.READ_LOG,
        "pods/log",
        "pods/%s/log".formatted(pod.name()),
        namespace,
        "/api/v1/namespaces/%s/pods/%s/log?tailLines=%d&limitBytes=%d%s"
            .formatted(
                namespace,
                pod.name(),
                LINES,
                BYTES,
                container.map(name -> "&container=" + name).orElse("")));
  }
}
