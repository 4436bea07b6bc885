package io.github.shgrotate.azure;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.network.ProxyServer;
import io.github.shgrotate.network.TrustedRoots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The one HTTP client for everything that Azure is asked: sends a request once and tells what came
/// of it.
final class Wire implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final String USER_AGENT = "apim-shg-rotate";

  // No answer that we want is larger; a page of somebody else's might be.
  private static final long LARGEST_ANSWER = 1 << 20;

  private final HttpClient client;
  private final ProxyRules proxies;
  private final Clock clock;
  private final Consumer<String> debug;

  private Wire(HttpClient client, ProxyRules proxies, Clock clock, Consumer<String> debug) {
    this.client = client;
    this.proxies = proxies;
    this.clock = clock;
    this.debug = debug;
  }

  static Wire open(Network connection, Clock clock, Consumer<String> debug) {
    prepareJvm(connection.proxies());
    HttpClient.Builder client =
        HttpClient.newBuilder()
            // One connection is enough for a handful of requests; version 2 costs start-up time.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(selector(connection.proxies()));
    connection.caFile().map(TrustedRoots::with).ifPresent(client::sslContext);
    return new Wire(client.build(), connection.proxies(), clock, debug);
  }

  /// Sends it, and waits for the whole answer at most that long.
  ///
  /// @param attempt which one it is, for the debug line
  Sent send(HttpRequest.Builder builder, Duration timeout, int attempt) {
    builder.setHeader("User-Agent", USER_AGENT);
    URI address = builder.copy().build().uri();
    Optional<ProxyServer> proxy = proxies.proxyFor(address);
    proxy
        .flatMap(ProxyServer::authorization)
        .ifPresent(it -> builder.setHeader("Proxy-Authorization", it));
    HttpRequest request = builder.build();
    Instant sentAt = clock.instant();
    Sent direct = once(request, timeout, sentAt);
    Sent sent = proxy.map(through -> by(through, direct)).orElse(direct);
    debug.accept(line(request, sent, Duration.between(sentAt, clock.instant()), attempt));
    return sent;
  }

  private Sent once(HttpRequest request, Duration timeout, Instant sentAt) {
    BodyHandler<byte[]> body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
    CompletableFuture<HttpResponse<byte[]>> running = client.sendAsync(request, body);
    try {
      // Not HttpRequest.timeout, which ends with the headers: a body may stall, too.
      HttpResponse<byte[]> response = running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      // Null when it is a proxy that answered, to the request for a tunnel.
      byte[] whole = Objects.requireNonNullElse(response.body(), new byte[0]);
      return new Answer(response.statusCode(), response.headers(), whole, sentAt, clock.instant());
    } catch (TimeoutException e) {
      running.cancel(true);
      return Sent.Broken.by(new HttpTimeoutException(timeout.toString()));
    } catch (ExecutionException e) {
      return Sent.Broken.by(e.getCause());
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      return new Sent.Broken(Sent.Broken.Kind.INTERRUPTED, "this program was told to stop");
    }
  }

  /// With a proxy in between, that may be what is broken.
  private static Sent by(ProxyServer proxy, Sent sent) {
    return sent instanceof Sent.Broken(var kind, String why)
        ? new Sent.Broken(kind, why + ", by way of the proxy " + proxy)
        : sent;
  }

  private static String line(HttpRequest request, Sent sent, Duration took, int attempt) {
    String outcome =
        switch (sent) {
          case Answer answer -> {
            List<String> ids = answer.requestIds();
            yield answer.status() + (ids.isEmpty() ? "" : " " + String.join(" ", ids));
          }
          case Sent.Broken broken -> "no answer: " + broken.why();
        };
    return "%s %s: %s (%d ms, attempt %d)"
        .formatted(request.method(), request.uri(), outcome, took.toMillis(), attempt);
  }

  /// Ends its threads; without that the JVM takes 300 ms longer to exit.
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  // The JDK reads these once, when its HTTP client is first used: whoever uses one before should
  // set them, too.
  private static void prepareJvm(ProxyRules proxies) {
    // Retries are ours alone, so that they are counted and told.
    setUnlessSet("jdk.httpclient.disableRetryConnect", "true");
    if (proxies.haveAuthorization()) {
      // The default forbids user and password towards a proxy for HTTPS.
      setUnlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static ProxySelector selector(ProxyRules rules) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI address) {
        return rules
            .proxyFor(address)
            .map(it -> InetSocketAddress.createUnresolved(it.host(), it.port()))
            .map(it -> List.of(new Proxy(Proxy.Type.HTTP, it)))
            .orElse(List.of(Proxy.NO_PROXY));
      }

      @Override
      public void connectFailed(URI address, SocketAddress proxy, IOException error) {
        // The request itself fails, and that is told.
      }
    };
  }
}
