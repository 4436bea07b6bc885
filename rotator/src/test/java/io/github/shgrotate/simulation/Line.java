package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that lies between one run and the world. Every call of a port is a request with a number,
/// whatever port or method it is: a new one has its crash points without a word here.
///
/// Stands where the product has its adapters, and does what they do about faults: sends again what
/// may be sent again, and else throws the failure that they would.
public final class Line {
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration UNTIL_KILLED = Duration.ofMinutes(10);

  /// What stands in the way at that time, whichever request it is.
  @FunctionalInterface
  public interface Outages {
    Optional<Fault> now(Side side, int attempt);

    static Outages none() {
      return (_, _) -> Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Effect {
    @Nullable Object happen() throws Throwable;
  }

  private final World world;
  private final int run;
  private final Patience patience;
  private final List<Trouble> troubles;
  private final Outages outages;
  private final Runnable rival;
  private final Consumer<Object> told;
  private int requests;
  private boolean signedIn;
  private boolean rivalHasCome;

  /// The line of one run.
  ///
  /// @param troubles those of this run
  /// @param rival runs the same rotation from beginning to end
  /// @param told is shown every answer that arrives
  Line(
      World world,
      int run,
      Patience patience,
      List<Trouble> troubles,
      Outages outages,
      Runnable rival,
      Consumer<Object> told) {
    this.world = world;
    this.run = run;
    this.patience = patience;
    this.troubles = troubles;
    this.outages = outages;
    this.rival = rival;
    this.told = told;
  }

  int requests() {
    return requests;
  }

  /// The port, seen from this end of the line.
  <P> P through(Class<P> port, Side side, P target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return invoke(target, method, arguments);
              }
              if (side.isAzure() && !signedIn) {
                send(Side.ENTRA, "sign in", Void.class, () -> null);
                signedIn = true;
              }
              String name = port.getSimpleName() + "." + method.getName();
              try {
                return send(
                    side, name, method.getReturnType(), () -> invoke(target, method, arguments));
              } catch (RotationFailed e) {
                return AnswerOf.failure(port, method.getReturnType(), e.failure().why())
                    .orElseThrow(() -> e);
              }
            }));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private @Nullable Object send(Side side, String request, Class<?> answer, Effect effect)
      throws Throwable {
    requests++;
    for (int attempt = 1; ; attempt++) {
      Optional<Fault> fault = fault(side, attempt);
      world
          .chronicle()
          .add(
              new Entry.Requested(
                  world.time().now(), run, requests, request, fault.map(Fault::name).orElse("ok")));
      world.time().pass(LATENCY);
      try {
        Object result =
            fault.isPresent() ? suffer(fault.get(), side, answer, effect) : effect.happen();
        if (side.isAzure()) {
          world.chronicle().add(new Entry.AzureAnswered(world.time().now(), run));
        }
        if (result != null) {
          told.accept(result);
        }
        return result;
      } catch (RotationFailed e) {
        if (fault.isEmpty() || !side.repeats(fault.get()) || !patience.allows(attempt)) {
          throw e;
        }
        world.time().pass(patience.before(attempt));
      }
    }
  }

  private Optional<Fault> fault(Side side, int attempt) {
    for (Trouble trouble : troubles) {
      boolean hit =
          trouble.on()
              ? requests >= trouble.request()
              : requests == trouble.request() && attempt == 1;
      if (hit) {
        return Optional.of(trouble.fault());
      }
    }
    return outages.now(side, attempt);
  }

  private @Nullable Object suffer(Fault fault, Side side, Class<?> answer, Effect effect)
      throws Throwable {
    return switch (fault) {
      case LOST_BEFORE -> {
        world.time().pass(TIMEOUT);
        throw side.unavailable();
      }
      case LOST_AFTER -> {
        ignored(effect);
        world.time().pass(TIMEOUT);
        throw side.unavailable();
      }
      case REFUSED_409 ->
          AnswerOf.conflict(answer)
              .filter(_ -> side == Side.KUBERNETES)
              .orElseThrow(side::conflict);
      case REFUSED_429 -> throw side.throttled();
      case REFUSED_503 -> throw side.unavailable();
      case REFUSED_403 -> AnswerOf.notPermitted(answer).orElseThrow(side::forbidden);
      case TWICE_FIRST_ANSWER -> {
        Object first = effect.happen();
        ignored(effect);
        yield first;
      }
      case TWICE_SECOND_ANSWER -> {
        ignored(effect);
        yield effect.happen();
      }
      case GARBAGE -> {
        ignored(effect);
        throw side.unreadable();
      }
      case KILLED_BEFORE -> {
        world.time().pass(UNTIL_KILLED);
        throw new Killed();
      }
      case KILLED_AFTER -> {
        ignored(effect);
        world.time().pass(UNTIL_KILLED);
        throw new Killed();
      }
      case EDITED_BEFORE -> {
        world.cluster().edit("an editor", world.time().now().toString());
        yield effect.happen();
      }
      case RIVAL_BEFORE -> {
        if (!rivalHasCome) {
          rivalHasCome = true;
          rival.run();
        }
        yield effect.happen();
      }
    };
  }

  /// Nobody is told what came of it.
  private static void ignored(Effect effect) throws Throwable {
    try {
      effect.happen();
    } catch (RotationFailed e) {
      // As it would have been without the fault, only that nobody hears of it.
    }
  }
}
