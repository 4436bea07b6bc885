package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An answer that comes line by line for as long as the server likes. What comes is kept until
/// somebody asks for it.
final class LineStream implements AutoCloseable {
  /// What comes out of the stream.
  sealed interface Sign {
    /// The server has answered.
    record Opened(int status) implements Sign {}

    /// A whole line. No record: it holds a pod template.
    final class Line implements Sign {
      private final byte[] text;

      private Line(byte[] text) {
        this.text = text;
      }

      byte[] text() {
        return text;
      }
    }

    /// Nothing more will come.
    record Ended(Optional<Throwable> why) implements Sign {}
  }

  private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private final CompletableFuture<HttpResponse<AsyncBody>> answer;

  LineStream(ApiServer api, ApiCall call) {
    answer = api.stream(call, this::take);
    var _ =
        answer.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                signs.add(new Sign.Ended(Optional.of(failure)));
                return;
              }
              signs.add(new Sign.Opened(response.code()));
              var _ =
                  response
                      .body()
                      .done()
                      .whenComplete(
                          (_, end) -> signs.add(new Sign.Ended(Optional.ofNullable(end))));
              response.body().consume();
            });
  }

  /// Called with one part after the other, never by two threads at once.
  private void take(List<ByteBuffer> parts, AsyncBody body) {
    for (ByteBuffer part : parts) {
      while (part.hasRemaining()) {
        byte next = part.get();
        if (next == '\n') {
          signs.add(new Sign.Line(unfinished.toByteArray()));
          unfinished.reset();
        } else {
          unfinished.write(next);
        }
      }
    }
    body.consume();
  }

  /// The next thing that comes; empty when nothing does for so long.
  Optional<Sign> next(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(signs.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    answer.cancel(true);
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      answer.join().body().cancel();
    }
  }
}
