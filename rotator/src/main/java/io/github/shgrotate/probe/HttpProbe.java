package io.github.shgrotate.probe;

import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.ProbeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// One GET, directly and without a proxy: gateways run next to us. A gateway without configuration
/// answers 200 with nothing in it, so an empty body is no answer.
public final class HttpProbe implements GatewayProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public ProbeAnswer ask(URI address) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build(),
              BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        return new ProbeAnswer.NotServed("it answered " + answer.statusCode());
      }
      return answer.body().length == 0
          ? new ProbeAnswer.NotServed(
              "it answered %d with an empty body".formatted(answer.statusCode()))
          : new ProbeAnswer.Served();
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new ProbeAnswer.NotServed("it cannot be reached (%s)".formatted(why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProbeAnswer.NotServed("interrupted");
    }
  }
}
