package io.github.shgrotate.probe;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Tells whether an answer has a body. It keeps nothing of it, and what has no end is not read to
/// its end.
final class BodyWithSomethingInIt implements BodySubscriber<Boolean> {
  private static final int ENOUGH = 64 * 1024;

  private final CompletableFuture<Boolean> told = new CompletableFuture<>();
  private Optional<Flow.Subscription> source = Optional.empty();
  private int bytes;

  @Override
  public CompletionStage<Boolean> getBody() {
    return told;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = Optional.of(subscription);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      bytes += part.remaining();
    }
    if (bytes >= ENOUGH && told.complete(true)) {
      source.ifPresent(Flow.Subscription::cancel);
    }
  }

  @Override
  public void onError(Throwable failure) {
    told.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    told.complete(bytes > 0);
  }
}
