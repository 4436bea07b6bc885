package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.WorkloadRef;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/// One open watch of one workload, from a resourceVersion on. It stays open between two waits, so
/// that nothing is missed in between.
final class WorkloadWatch implements AutoCloseable {
  /// The server ends the stream after so long; the next goes on where this one ended.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// What the watch tells.
  sealed interface News {
    /// The workload is different now. No record: it holds the pod template.
    final class Changed implements News {
      private final JsonNode workload;

      private Changed(JsonNode workload) {
        this.workload = workload;
      }

      JsonNode workload() {
        return workload;
      }
    }

    /// It is gone.
    record Deleted() implements News {}

    /// The server will tell.
    record Opened() implements News {}

    /// Nothing has changed, and the stream works.
    record Alive() implements News {}

    /// Nothing came in the time given.
    record Silence() implements News {}

    /// The resourceVersion is too old: whoever watches has to look anew.
    record Outdated() implements News {}

    /// This account may not watch.
    record Forbidden() implements News {}

    /// The stream has ended, sooner or later than agreed; another may go on from
    /// [WorkloadWatch#position].
    record Broken(String why) implements News {}
  }

  private final LineStream stream;
  private String position;

  private WorkloadWatch(LineStream stream, String position) {
    this.stream = stream;
    this.position = position;
  }

  static ApiCall call(String namespace, WorkloadRef ref, String resourceVersion) {
    String resource = ref.kind().plural();
    return new ApiCall(
        ApiCall.Verb.WATCH,
        resource,
        resource + "/" + ref.name(),
        namespace,
        ("/apis/apps/v1/namespaces/%s/%s?watch=true&fieldSelector=metadata.name%%3D%s"
                + "&resourceVersion=%s&timeoutSeconds=%d&allowWatchBookmarks=true")
            .formatted(namespace, resource, ref.name(), resourceVersion, LONGEST.toSeconds()));
  }

  static WorkloadWatch open(
      ApiServer api, String namespace, WorkloadRef ref, String resourceVersion) {
    ApiCall call = call(namespace, ref, resourceVersion);
    return new WorkloadWatch(new LineStream(api, call), resourceVersion);
  }

  /// The resourceVersion up to which everything is known.
  String position() {
    return position;
  }

  /// The next news. Interruption is [News.Silence], and stays marked.
  News next(Duration atMost) {
    Optional<LineStream.Sign> sign;
    try {
      sign = stream.next(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new News.Silence();
    }
    if (sign.isEmpty()) {
      return new News.Silence();
    }
    return switch (sign.get()) {
      case LineStream.Sign.Opened(int status) -> opened(status);
      case LineStream.Sign.Line line -> event(line.text());
      case LineStream.Sign.Ended(var why) ->
          new News.Broken(why.map(ApiFailures::described).orElse("the stream has ended"));
    };
  }

  private static News opened(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_OK -> new News.Opened();
      case HttpURLConnection.HTTP_FORBIDDEN -> new News.Forbidden();
      case HttpURLConnection.HTTP_GONE -> new News.Outdated();
      default -> new News.Broken("it answered " + status);
    };
  }

  private News event(byte[] line) {
    JsonNode event = Json.object(line).orElseGet(Json::newObject);
    JsonNode object = event.path("object");
    Json.text(object.path("metadata"), "resourceVersion").ifPresent(now -> position = now);
    return switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> new News.Changed(object);
      case "DELETED" -> new News.Deleted();
      case "BOOKMARK" -> new News.Alive();
      case "ERROR" ->
          object.path("code").asInt() == HttpURLConnection.HTTP_GONE
              ? new News.Outdated()
              : new News.Broken("it says " + object.path("code").asInt());
      default -> new News.Broken("it says something that is no event");
    };
  }

  @Override
  public void close() {
    stream.close();
  }
}
