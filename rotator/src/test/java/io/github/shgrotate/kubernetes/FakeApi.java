package io.github.shgrotate.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.shgrotate.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An API server that answers as it is told, and remembers what it was asked.
final class FakeApi implements AutoCloseable {
  /// A request as it came.
  record Request(String line, String body, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// What to answer.
  sealed interface Answer {
    record Body(int status, String json, Map<String, String> headers) implements Answer {}

    /// A watch: lines, and then the end of the stream or silence until the server closes.
    record Stream(List<String> lines, boolean ends) implements Answer {}

    /// The connection breaks.
    record Reset() implements Answer {}
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> said = new ArrayList<>();

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Adds an answer to requests of that method and path (without query; a watch has the method
  /// `WATCH`). They are given in order; the last one stays.
  FakeApi on(String method, String path, Answer answer) {
    synchronized (answers) {
      answers.computeIfAbsent(method + " " + path, _ -> new ArrayDeque<>()).add(answer);
    }
    return this;
  }

  FakeApi on(String method, String path, int status, String yaml) {
    return on(method, path, new Answer.Body(status, Yaml.tree(yaml).toString(), Map.of()));
  }

  FakeApi onWatch(String path, boolean ends, String... events) {
    List<String> lines = new ArrayList<>();
    for (String event : events) {
      lines.add(Yaml.tree(event).toString());
    }
    return on("WATCH", path, new Answer.Stream(lines, ends));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Method and path with query of each request, in order.
  List<String> lines() {
    return requests().stream().map(Request::line).toList();
  }

  /// What was told to the user and to the debug log.
  List<String> said() {
    synchronized (said) {
      return List.copyOf(said);
    }
  }

  void say(String line) {
    synchronized (said) {
      said.add(line);
    }
  }

  /// A connection to this server, through a kubeconfig.
  KubernetesConnection connect(FakeTime time) {
    return connect(time, "{token: let-me-in}");
  }

  KubernetesConnection connect(FakeTime time, String user) {
    return open(kubeconfig(address(), user), time);
  }

  KubernetesConnection open(Path kubeconfig, FakeTime time) {
    return KubernetesConnection.open(
        new ClusterChoice(
            Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), Path.of("/none")),
        Network.direct(),
        time,
        time,
        notice -> say("NOTICE " + notice),
        this::say);
  }

  static Path kubeconfig(String server, String user) {
    try {
      Path file = Files.createTempDirectory("kubeconfig").resolve("config");
      Files.writeString(
          file,
          """
          current-context: test
          contexts: [{name: test, context: {cluster: c, user: u}}]
          clusters: [{name: c, cluster: {server: "%s"}}]
          users: [{name: u, user: %s}]
          """
              .formatted(server, user));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      Map<String, String> headers = new HashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      requests.add(
          new Request(
              exchange.getRequestMethod() + " " + uri,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              headers));
      String method = uri.contains("watch=true") ? "WATCH" : exchange.getRequestMethod();
      switch (next(method + " " + exchange.getRequestURI().getPath())) {
        case Answer.Body(int status, String json, var more) -> {
          more.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case Answer.Stream(var lines, boolean ends) -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
          }
          if (!ends) {
            out.flush();
            closed.await();
          }
        }
        // Less than was promised: the other side sees the connection break.
        case Answer.Reset() -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer next(String key) {
    synchronized (answers) {
      Deque<Answer> queue = answers.get(key);
      if (queue == null) {
        return new Answer.Body(
            404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not found\"}", Map.of());
      }
      return queue.size() > 1 ? queue.remove() : queue.element();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
