package io.github.shgrotate.probe;

import io.github.shgrotate.network.TrustedRoots;
import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.ProbeAnswer;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One GET, directly and without a proxy: gateways run next to us. A gateway without configuration
/// answers 200 with nothing in it, so an empty body is no answer.
public final class HttpProbe implements GatewayProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<Path> caFile;
  private final Duration patience;

  /// @param caFile PEM certificates to trust beside those that Java trusts
  public HttpProbe(Optional<Path> caFile) {
    this(caFile, PATIENCE);
  }

  /// @param patience how long the whole answer may take
  HttpProbe(Optional<Path> caFile, Duration patience) {
    this.caFile = caFile;
    this.patience = patience;
  }

  @Override
  public ProbeAnswer ask(URI address) {
    try (HttpClient client = client(address)) {
      try {
        return ask(client, address);
      } finally {
        // Closing waits for whatever is still under way.
        client.shutdownNow();
      }
    } catch (RotationFailed e) {
      return new ProbeAnswer.NotServed(e.failure().what() + ": " + e.failure().why());
    }
  }

  private HttpClient client(URI address) {
    HttpClient.Builder client =
        HttpClient.newBuilder().connectTimeout(patience).proxy(HttpClient.Builder.NO_PROXY);
    if ("https".equalsIgnoreCase(address.getScheme())) {
      caFile.map(TrustedRoots::with).ifPresent(client::sslContext);
    }
    return client.build();
  }

  private ProbeAnswer ask(HttpClient client, URI address) {
    CompletableFuture<HttpResponse<Boolean>> asked =
        client.sendAsync(
            HttpRequest.newBuilder(address).GET().build(), _ -> new BodyWithSomethingInIt());
    try {
      // A request's own timeout ends with the head of the answer.
      return judged(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      return new ProbeAnswer.NotServed("it cannot be reached (%s)".formatted(why));
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new ProbeAnswer.NotServed(
          "it did not answer in full within %d s".formatted(patience.toSeconds()));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return new ProbeAnswer.NotServed("interrupted");
    }
  }

  private static ProbeAnswer judged(HttpResponse<Boolean> answer) {
    if (answer.statusCode() / 100 != 2) {
      return new ProbeAnswer.NotServed("it answered " + answer.statusCode());
    }
    return answer.body()
        ? new ProbeAnswer.Served()
        : new ProbeAnswer.NotServed(
            "it answered %d with an empty body".formatted(answer.statusCode()));
  }
}
