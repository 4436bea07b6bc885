package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.github.shgrotate.azure.Sent.Broken;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;
  private final List<String> debug = new ArrayList<>();

  @Test
  void silence_ends_with_the_timeout() {
    CountDownLatch over = new CountDownLatch(1);

    assertThat(sent(over, exchange -> await(over)))
        .isEqualTo(new Broken(Broken.Kind.TIMEOUT, "no answer came in time"));
    assertThat(debug).singleElement().asString().contains("no answer came in time", "attempt 4");
  }

  @Test
  void an_answer_that_stalls_ends_with_the_timeout_too() {
    CountDownLatch over = new CountDownLatch(1);

    Sent sent =
        sent(
            over,
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              await(over);
            });

    assertThat(sent).isEqualTo(new Broken(Broken.Kind.TIMEOUT, "no answer came in time"));
  }

  @Test
  void an_endless_answer_is_none() {
    Sent sent =
        sent(new CountDownLatch(0), FakeAzure.reply(200, "x".repeat((1 << 20) + 1)), Wire.TIMEOUT);

    assertThat(sent)
        .isInstanceOfSatisfying(
            Broken.class, it -> assertThat(it.kind()).isEqualTo(Broken.Kind.CONNECTION));
  }

  private Sent sent(CountDownLatch over, HttpHandler handler) {
    return sent(over, handler, SHORT);
  }

  private Sent sent(CountDownLatch over, HttpHandler handler, Duration timeout) {
    try (FakeAzure azure = FakeAzure.start();
        Wire wire = Wire.open(AzureRun.trusting(directory), Clock.systemUTC(), debug::add)) {
      // The first request pays for the handshake.
      wire.send(request(azure), Wire.TIMEOUT, 1);
      debug.clear();
      azure.nextFromArm(handler);
      try {
        return wire.send(request(azure), timeout, 4);
      } finally {
        over.countDown();
      }
    }
  }

  private static HttpRequest.Builder request(FakeAzure azure) {
    return HttpRequest.newBuilder(azure.root().resolve("/subscriptions/x"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
