package io.github.shgrotate.sandbox.kubernetes.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The changes that somebody who watches has yet to see.
public final class Feed implements Consumer<Change>, AutoCloseable {
  /// A change as the watcher sees it.
  public record Seen(Change.Happened happened, Change change) {}

  private final ResourceType type;
  private final Selection selection;
  private final Consumer<Feed> leave;
  private final BlockingQueue<Seen> waiting = new LinkedBlockingQueue<>();
  private long beginning;

  Feed(ResourceType type, Selection selection, Consumer<Feed> leave) {
    this.type = type;
    this.selection = selection;
    this.leave = leave;
  }

  @Override
  public void accept(Change change) {
    if (change.type().equals(type)) {
      change.seenThrough(selection).ifPresent(happened -> waiting.add(new Seen(happened, change)));
    }
  }

  /// The next change, waited for no longer than this.
  public Optional<Seen> next(Duration longest) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// Whether nothing waits to be seen.
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void beginsAt(long version) {
    beginning = version;
  }

  /// The version of the store when this feed began.
  public long beginning() {
    return beginning;
  }

  @Override
  public void close() {
    leave.accept(this);
  }
}
