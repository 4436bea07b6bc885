package io.github.shgrotate.sandbox.kubelet;

import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// What an API server asks a kubelet for when somebody wants a log: `/containerLogs/…`, whole, the
/// last lines of it, or as it grows.
final class KubeletServer implements AutoCloseable {
  private static final Pattern LOGS = Pattern.compile("/containerLogs/([^/]+)/([^/]+)/([^/]+)");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final SimulatedKubelet kubelet;
  private final LoopbackServer server;

  KubeletServer(SimulatedKubelet kubelet, SSLContext tls, Clock clock) {
    this.kubelet = kubelet;
    this.server = LoopbackServer.https("kubelet", tls, clock, this::answer);
  }

  String address() {
    return server.uri().getHost();
  }

  int port() {
    return server.uri().getPort();
  }

  private Reply answer(Exchange exchange) {
    Matcher asked = LOGS.matcher(exchange.path());
    if (!asked.matches()) {
      return Reply.text(404, "text/plain", "404 page not found\n");
    }
    Optional<RunningContainer> container =
        kubelet.container(asked.group(1), asked.group(2), asked.group(3));
    if (container.isEmpty()) {
      return Reply.text(
          400,
          "text/plain",
          "container \"%s\" in pod \"%s\" is waiting to start: ContainerCreating"
              .formatted(asked.group(3), asked.group(2)));
    }
    if (exchange.queryValue("follow").filter("true"::equals).isPresent()) {
      return new Reply.Streamed(
          200, Map.of("Content-Type", "text/plain"), out -> follow(container.get(), out));
    }
    String text = container.get().log();
    return Reply.text(
        200,
        "text/plain",
        exchange
            .queryValue("tailLines")
            .filter(lines -> lines.matches("\\d{1,9}"))
            .map(lines -> last(Integer.parseInt(lines), text))
            .orElse(text));
  }

  private static String last(int lines, String text) {
    List<String> all = text.lines().toList();
    String last = String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    return last.isEmpty() ? "" : last + "\n";
  }

  private static void follow(RunningContainer container, OutputStream out)
      throws IOException, InterruptedException {
    int sent = 0;
    boolean ended;
    do {
      // Asked before the log: what it wrote last is in it then.
      ended = container.exited().isDone();
      byte[] log = container.log().getBytes(StandardCharsets.UTF_8);
      if (log.length > sent) {
        out.write(log, sent, log.length - sent);
        out.flush();
        sent = log.length;
      }
      if (!ended) {
        Thread.sleep(LOOK_AGAIN);
      }
    } while (!ended);
  }

  @Override
  public void close() {
    server.close();
  }
}
