package io.github.shgrotate.sandbox.http;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/// A misbehaviour to play on matching requests.
///
/// @param name told in the request log
/// @param matches which requests
/// @param skip how many matching requests pass unharmed first
/// @param times how many are then hit; `Integer.MAX_VALUE` for "from then on"
/// @param effect what happens to them
public record Fault(String name, Predicate<Exchange> matches, int skip, int times, Effect effect) {

  /// What a hit request suffers.
  public sealed interface Effect {}

  /// The connection drops before the server does anything.
  public record LostBefore() implements Effect {}

  /// The server does it, then the connection drops without an answer.
  public record LostAfter() implements Effect {}

  /// The server does nothing and answers this instead.
  public record Answered(int status, Map<String, String> headers, String body) implements Effect {}

  /// The server does it, then answers this instead.
  public record AnsweredAfter(int status, Map<String, String> headers, String body)
      implements Effect {}

  /// The server does it twice and gives the second answer.
  public record Twice() implements Effect {}

  /// The server does it; the answer's body is cut in half and the connection drops.
  public record Truncated() implements Effect {}

  /// The server does it, and answers this much later, in real time.
  public record Delayed(Duration by) implements Effect {}

  /// The server waits for the test, then does it and answers; or does nothing and drops the
  /// connection, as the test decides.
  public record HeldBefore(Hold hold) implements Effect {}

  /// The server does it, then waits for the test with its answer.
  public record HeldAfter(Hold hold) implements Effect {}

  /// The server does nothing and never answers, until it is closed.
  public record Hung() implements Effect {}

  /// Hits the next matching request only.
  public static Fault once(String name, Predicate<Exchange> matches, Effect effect) {
    return new Fault(name, matches, 0, 1, effect);
  }

  /// Hits every matching request from now on.
  public static Fault always(String name, Predicate<Exchange> matches, Effect effect) {
    return new Fault(name, matches, 0, Integer.MAX_VALUE, effect);
  }

  /// Matches by verb and a part of the path.
  public static Predicate<Exchange> on(String method, String pathPart) {
    return exchange -> exchange.method().equals(method) && exchange.path().contains(pathPart);
  }
}
