package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.kubelet.Served;
import io.github.shgrotate.sandbox.kubelet.ServiceBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Callers that send one request after the other until closed.
final class Load implements AutoCloseable {
  private static final int CALLERS = 4;

  private final ServiceBalancer balancer;
  private final List<Thread> callers = new ArrayList<>();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong empty = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /// What came of the requests.
  ///
  /// @param empty answered with 200 and nothing else, by a gateway without a configuration
  /// @param refused not answered at all
  record Tally(long served, long empty, long refused) {}

  private Load(ServiceBalancer balancer) {
    this.balancer = balancer;
  }

  static Load on(ServiceBalancer balancer) {
    Load load = new Load(balancer);
    for (int i = 0; i < CALLERS; i++) {
      load.callers.add(Thread.ofVirtual().name("caller-" + i).start(load::call));
    }
    return load;
  }

  private void call() {
    try {
      while (true) {
        Served answer = balancer.request();
        switch (answer) {
          case Served.Answered _ when answer.useful() -> served.incrementAndGet();
          case Served.Answered _ -> empty.incrementAndGet();
          case Served.ConnectionRefused() -> refused.incrementAndGet();
        }
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Tally soFar() {
    return new Tally(served.get(), empty.get(), refused.get());
  }

  /// Goes on for a while.
  void awaitMore() {
    long before = served.get();
    Eventually.is("more traffic", () -> served.get() > before + 100);
  }

  @Override
  public void close() {
    callers.forEach(Thread::interrupt);
  }
}
