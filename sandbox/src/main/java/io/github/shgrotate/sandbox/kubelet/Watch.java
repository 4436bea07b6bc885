package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A collection followed from now until closed.
public final class Watch implements AutoCloseable {
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

  /// Is told what happens, on the watch's own thread.
  public interface Listener {
    /// Everything there is, at the start and whenever changes may have been missed.
    void listed(List<JsonNode> objects);

    /// An object is new or other than before.
    void changed(JsonNode object);

    /// An object is gone.
    void deleted(JsonNode object);
  }

  private final KubernetesApi api;
  private final String path;
  private final Map<String, String> query;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closed;

  private Watch(KubernetesApi api, String path, Map<String, String> query, Listener listener) {
    this.api = api;
    this.path = path;
    this.query = Map.copyOf(query);
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("watch " + path).unstarted(this::run);
  }

  static Watch start(KubernetesApi api, String path, Map<String, String> query, Listener listener) {
    Watch watch = new Watch(api, path, query, listener);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!closed) {
      try {
        follow(list());
      } catch (InterruptedException | KubernetesApi.Stopped e) {
        return;
      } catch (IOException | UncheckedIOException | KubernetesApi.Refused lost) {
        if (!pause()) {
          return;
        }
      }
    }
  }

  private String list() {
    JsonNode list = api.get(path + KubernetesApi.query(query));
    List<JsonNode> objects = new ArrayList<>();
    list.path("items").forEach(objects::add);
    listener.listed(objects);
    return list.path("metadata").path("resourceVersion").asText();
  }

  /// Returns when a new list is needed.
  private void follow(String from) throws IOException, InterruptedException {
    String version = from;
    while (!closed) {
      Map<String, String> asked = new LinkedHashMap<>(query);
      asked.put("watch", "true");
      asked.put("allowWatchBookmarks", "true");
      asked.put("resourceVersion", version);
      asked.put("timeoutSeconds", "600");
      try (Stream<String> lines = api.lines(path + KubernetesApi.query(asked))) {
        Iterator<String> each = lines.iterator();
        while (each.hasNext()) {
          JsonNode event = KubernetesApi.parse(each.next());
          JsonNode object = event.path("object");
          switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> listener.changed(object);
            case "DELETED" -> listener.deleted(object);
            case "BOOKMARK" -> {}
            // 410 in most cases: what happened meanwhile is not known any more.
            default -> {
              return;
            }
          }
          version = object.path("metadata").path("resourceVersion").asText(version);
        }
      }
    }
  }

  private boolean pause() {
    try {
      Thread.sleep(BEFORE_RETRY);
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
