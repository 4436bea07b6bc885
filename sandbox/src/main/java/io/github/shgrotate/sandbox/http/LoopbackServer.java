package io.github.shgrotate.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/// One server on a free loopback port. Everything it is asked is logged; any request can be made to
/// fail on the way.
public final class LoopbackServer implements AutoCloseable {
  /// Answers one request.
  @FunctionalInterface
  public interface Handler {
    Reply answer(Exchange exchange) throws IOException;
  }

  private record ArmedFault(Fault fault, AtomicInteger seen) {
    boolean hits(Exchange exchange) {
      if (!fault.matches().test(exchange)) {
        return false;
      }
      long nth = seen.getAndIncrement();
      return nth >= fault.skip() && nth - fault.skip() < fault.times();
    }
  }

  private final String name;
  private final Handler handler;
  private final Clock clock;
  private final boolean tls;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Queue<LoggedRequest> log = new ConcurrentLinkedQueue<>();
  private final List<ArmedFault> faults = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Starts an HTTPS server on a free port of 127.0.0.1.
  public static LoopbackServer https(
      String name, SSLContext context, Clock clock, Handler handler) {
    return new LoopbackServer(name, context.getServerSocketFactory(), true, clock, handler);
  }

  /// Starts a plain HTTP server on a free port of 127.0.0.1.
  public static LoopbackServer http(String name, Clock clock, Handler handler) {
    return new LoopbackServer(name, ServerSocketFactory.getDefault(), false, clock, handler);
  }

  private LoopbackServer(
      String name, ServerSocketFactory sockets, boolean tls, Clock clock, Handler handler) {
    this.name = name;
    this.tls = tls;
    this.clock = clock;
    this.handler = handler;
    try {
      this.listener = sockets.createServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /// Where it listens, without a slash at the end.
  public URI uri() {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort());
  }

  /// All requests so far, oldest first.
  public List<LoggedRequest> log() {
    return List.copyOf(log);
  }

  public void clearLog() {
    log.clear();
  }

  /// Arms a fault; several are asked in the order they were armed, the first that hits wins.
  public void arm(Fault fault) {
    faults.add(new ArmedFault(fault, new AtomicInteger()));
  }

  public void disarmAll() {
    faults.clear();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(HttpConnection::close);
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        threads.execute(() -> converse(socket));
      } catch (IOException | RejectedExecutionException e) {
        // Closed while it waited for a client: the loop ends. A client that was gone before it was
        // served: the next one.
      }
    }
  }

  private void converse(Socket socket) {
    try (HttpConnection connection = new HttpConnection(socket)) {
      connections.add(connection);
      try {
        boolean open = true;
        while (open && closed.getCount() > 0) {
          Optional<HttpConnection.Request> request = connection.next();
          open = request.isPresent() && serve(connection, request.get());
        }
      } finally {
        connections.remove(connection);
      }
    } catch (IOException e) {
      // The client broke off, did not trust the certificate, or does not speak HTTP: it knows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What goes back to the client.
  private sealed interface Reaction {
    record Sent(Reply reply) implements Reaction {}

    record HalfSent(Reply reply) implements Reaction {}

    record Dropped() implements Reaction {}
  }

  /// Serves one request.
  ///
  /// @return whether the connection can serve another
  private boolean serve(HttpConnection connection, HttpConnection.Request request)
      throws IOException, InterruptedException {
    Exchange exchange = request.exchange();
    Optional<Fault> fault =
        faults.stream().filter(armed -> armed.hits(exchange)).map(ArmedFault::fault).findFirst();
    Reaction reaction = new Reaction.Dropped();
    try {
      reaction =
          fault.isPresent()
              ? suffer(exchange, fault.get().effect())
              : new Reaction.Sent(handler.answer(exchange));
    } finally {
      // Before the answer leaves, so that whoever has the answer finds its request in the log.
      log.add(
          new LoggedRequest(
              clock.instant(),
              name,
              exchange.method(),
              exchange.path(),
              request.rawQuery(),
              exchange,
              fault.map(Fault::name),
              reaction instanceof Reaction.Sent(var reply) ? reply.status() : 0));
    }
    return switch (reaction) {
      case Reaction.Sent(var reply) -> {
        connection.send(dated(reply), exchange.method().equals("HEAD"));
        yield request.keepAlive();
      }
      case Reaction.HalfSent(var reply) -> {
        if (dated(reply) instanceof Reply.Whole whole) {
          connection.sendHalf(whole);
        }
        yield false;
      }
      case Reaction.Dropped() -> false;
    };
  }

  private Reaction suffer(Exchange exchange, Fault.Effect effect)
      throws IOException, InterruptedException {
    return switch (effect) {
      case Fault.LostBefore() -> new Reaction.Dropped();
      case Fault.LostAfter() -> {
        handler.answer(exchange);
        yield new Reaction.Dropped();
      }
      case Fault.Answered(int status, var headers, String body) ->
          new Reaction.Sent(new Reply.Whole(status, headers, body));
      case Fault.AnsweredAfter(int status, var headers, String body) -> {
        handler.answer(exchange);
        yield new Reaction.Sent(new Reply.Whole(status, headers, body));
      }
      case Fault.Twice() -> {
        handler.answer(exchange);
        yield new Reaction.Sent(handler.answer(exchange));
      }
      case Fault.Truncated() -> new Reaction.HalfSent(handler.answer(exchange));
      case Fault.Delayed(var by) -> {
        Reply reply = handler.answer(exchange);
        Thread.sleep(by);
        yield new Reaction.Sent(reply);
      }
      case Fault.HeldBefore(var hold) ->
          hold.pass() ? new Reaction.Sent(handler.answer(exchange)) : new Reaction.Dropped();
      case Fault.HeldAfter(var hold) -> {
        Reply reply = handler.answer(exchange);
        yield hold.pass() ? new Reaction.Sent(reply) : new Reaction.Dropped();
      }
      case Fault.Hung() -> {
        closed.await();
        yield new Reaction.Dropped();
      }
    };
  }

  /// Adds this server's time, unless the handler (or a fault) tells one of its own.
  private Reply dated(Reply reply) {
    return reply.headers().keySet().stream().anyMatch("Date"::equalsIgnoreCase)
        ? reply
        : reply.with(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
  }

  /// Decodes `a=1&b=2`, as in queries and form bodies.
  public static Map<String, String> form(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        fields.put(
            URLDecoder.decode(
                equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
            equals < 0
                ? ""
                : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
