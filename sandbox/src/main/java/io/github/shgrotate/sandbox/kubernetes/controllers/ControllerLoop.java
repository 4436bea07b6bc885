package io.github.shgrotate.sandbox.kubernetes.controllers;

import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs one controller on one virtual thread: requests queue up, the same one only once.
final class ControllerLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControllerLoop.class.getName());
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  private final Controller controller;
  private final ObjectRegistry registry;
  private final SandboxClock.Alarms alarms;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Set<Controller.Request> waiting = new LinkedHashSet<>();
  private final Thread thread;

  private ControllerLoop(
      Controller controller, ObjectRegistry registry, SandboxClock.Alarms alarms) {
    this.controller = controller;
    this.registry = registry;
    this.alarms = alarms;
    this.thread = Thread.ofVirtual().name(controller.name()).unstarted(this::run);
  }

  static ControllerLoop start(
      Controller controller, ObjectRegistry registry, SandboxClock.Alarms alarms) {
    ControllerLoop loop = new ControllerLoop(controller, registry, alarms);
    registry.store().listen(change -> controller.concernedBy(change).forEach(loop::add));
    loop.thread.start();
    return loop;
  }

  private void add(Controller.Request request) {
    lock.lock();
    try {
      waiting.add(request);
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        Controller.Request request = next();
        try {
          controller.reconcile(request).ifPresent(at -> alarms.at(at, () -> add(request)));
        } catch (ApiFailure conflictOrGone) {
          // Somebody was faster; what they did wakes this controller, but look again in any case.
          LOG.log(Level.DEBUG, () -> controller.name() + " on " + request, conflictOrGone);
          again(request);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, () -> controller.name() + " failed on " + request, e);
          again(request);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void again(Controller.Request request) {
    alarms.at(registry.clock().instant().plus(AFTER_FAILURE), () -> add(request));
  }

  private Controller.Request next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        added.await();
      }
      Controller.Request first = waiting.iterator().next();
      waiting.remove(first);
      return first;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
