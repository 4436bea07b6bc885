package io.github.shgrotate.sandbox.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// Holds requests at one point until a test has done what it wants to do meanwhile.
public final class Hold {
  private final CountDownLatch arrivals;
  private final CompletableFuture<Boolean> goOn = new CompletableFuture<>();

  /// Waits for one request.
  public Hold() {
    this(1);
  }

  /// @param requests how many the test waits for
  public Hold(int requests) {
    arrivals = new CountDownLatch(requests);
  }

  /// Whether as many requests as expected are, or were, held here.
  public boolean arrived() {
    return arrivals.getCount() == 0;
  }

  /// Lets all go on, also those that come later.
  public void release() {
    goOn.complete(true);
  }

  /// Drops the connections of all, also of those that come later.
  public void drop() {
    goOn.complete(false);
  }

  /// What the server does with a request that has come so far.
  ///
  /// @return whether it may go on
  boolean pass() throws InterruptedException {
    arrivals.countDown();
    try {
      return goOn.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
