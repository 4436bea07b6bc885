package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The one place where requests are sent, and sent again: fabric8's own repetition is switched off.
///
/// Every request here may be repeated. A repeated read reads; a repeated patch names the
/// resourceVersion and is refused with 409 when the first had its effect, and a repeated note
/// writes the same again; a repeated event has the same name.
final class ApiServer implements AutoCloseable {
  private static final long SECONDS_PER_ATTEMPT = 30;

  private final ClusterAccess access;
  private final TransportFactory factory = new TransportFactory();
  private final HttpClient transport;
  private final ApiFailures failures;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<String> debug;
  // Not one of the faster ones: many threads use it at once.
  private final RandomGenerator random = new Random();
  private volatile Optional<Told> lastTold = Optional.empty();

  /// What the server's clock said, in the form of HTTP, and what ours said when it came.
  private record Told(String date, Instant at) {}

  ApiServer(ClusterAccess access, Clock clock, Pause pause, Consumer<String> debug) {
    this.access = access;
    access.config().setRequestRetryBackoffLimit(0);
    access.config().setUserAgent(Author.NAME);
    this.transport = factory.transport(access);
    this.failures = new ApiFailures(access);
    this.clock = clock;
    this.pause = pause;
    this.debug = debug;
  }

  ApiFailures failures() {
    return failures;
  }

  ClusterAccess access() {
    return access;
  }

  /// What came of one attempt. No record: an answer may hold the Secret.
  private sealed interface Attempt {
    final class Answered implements Attempt {
      private final ApiAnswer answer;
      private final Optional<Duration> retryAfter;

      Answered(ApiAnswer answer, Optional<Duration> retryAfter) {
        this.answer = answer;
        this.retryAfter = retryAfter;
      }
    }

    record Lost(Throwable why) implements Attempt {}
  }

  /// Sends until there is an answer that another attempt would not change.
  ///
  /// @throws RotationFailed when the API cannot be reached or does not know this account
  ApiAnswer send(ApiCall call, Optional<JsonNode> body, Patience patience) {
    Duration paused = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      String trouble;
      Optional<Duration> asked = Optional.empty();
      Optional<String> unheard = Optional.empty();
      switch (attempt(call, body, attempt)) {
        case Attempt.Answered answered -> {
          if (!answered.answer.mayPass()) {
            return settled(call, answered.answer);
          }
          trouble = "it answered " + answered.answer.status();
          asked = answered.retryAfter;
          unheard = answered.answer.unheard();
        }
        case Attempt.Lost(RotationFailed failed) -> throw failed;
        case Attempt.Lost(Throwable why) -> {
          if (ApiFailures.isAboutTrust(why)) {
            throw new RotationFailed(failures.untrusted(call, why), why);
          }
          failures
              .refusedByProxy(call, why)
              .ifPresent(
                  failure -> {
                    throw new RotationFailed(failure, why);
                  });
          trouble = ApiFailures.described(why);
        }
      }
      Optional<Duration> next = patience.next(attempt, paused, asked, random.nextDouble());
      if (next.isEmpty() || Thread.currentThread().isInterrupted()) {
        Failure failure =
            unheard.isPresent()
                ? failures.unheard(call, attempt, unheard.get())
                : failures.unavailable(call, attempt, trouble, asked);
        throw failure.thrown();
      }
      debug.accept("%s: again in %d ms".formatted(trouble, next.get().toMillis()));
      pause.pause(next.get());
      paused = paused.plus(next.get());
    }
  }

  private ApiAnswer settled(ApiCall call, ApiAnswer answer) {
    if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw failures.refused(call, answer).thrown();
    }
    return answer;
  }

  private Attempt attempt(ApiCall call, Optional<JsonNode> body, int attempt) {
    long start = clock.millis();
    CompletableFuture<HttpResponse<byte[]>> sent = null;
    try {
      sent = transport.sendAsync(request(call, body), byte[].class);
      HttpResponse<byte[]> response = sent.get(SECONDS_PER_ATTEMPT, TimeUnit.SECONDS);
      log(call, String.valueOf(response.code()), start, attempt);
      lastTold =
          Optional.ofNullable(response.header("Date")).map(date -> new Told(date, clock.instant()));
      return new Attempt.Answered(answer(call, response), retryAfter(response));
    } catch (ExecutionException e) {
      return lost(call, e, start, attempt);
    } catch (TimeoutException e) {
      sent.cancel(true);
      return lost(call, e, start, attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost(call, e, start, attempt);
    } catch (RotationFailed e) {
      // From whoever gives the token.
      return new Attempt.Lost(e);
    } catch (IllegalArgumentException e) {
      return lost(call, e, start, attempt);
    }
  }

  private Attempt lost(ApiCall call, Exception e, long start, int attempt) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    log(call, cause.getClass().getSimpleName(), start, attempt);
    if (ApiFailures.isAboutItsForm(cause)) {
      return new Attempt.Lost(failures.unsendable(call).thrown());
    }
    return new Attempt.Lost(failedWithin(cause).map(Throwable.class::cast).orElse(cause));
  }

  /// A typed failure from whoever gives the token.
  private static Optional<RotationFailed> failedWithin(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RotationFailed failed) {
        return Optional.of(failed);
      }
    }
    return Optional.empty();
  }

  private HttpRequest request(ApiCall call, Optional<JsonNode> body) {
    HttpRequest.Builder builder =
        transport.newHttpRequestBuilder().uri(access.server() + call.path());
    builder.setHeader("Accept", call.verb() == ApiCall.Verb.READ_LOG ? "*/*" : "application/json");
    body.ifPresent(
        json -> builder.method(call.verb().method(), call.verb().contentType(), json.toString()));
    return builder.build();
  }

  private ApiAnswer answer(ApiCall call, HttpResponse<byte[]> response) {
    Optional<JsonNode> body =
        call.verb() == ApiCall.Verb.READ_LOG && response.isSuccessful()
            ? Optional.of(Json.lines(response.body()))
            : Json.object(response.body());
    ApiAnswer answer =
        new ApiAnswer(
            response.code(),
            body.orElseGet(Json::newObject),
            Optional.ofNullable(response.header("Audit-Id")));
    if (answer.isSuccess() && body.isEmpty()) {
      throw failures.unreadable(call, answer, "it is no JSON object").thrown();
    }
    return answer;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /// Opens a stream: the caller is given the bytes as they come.
  CompletableFuture<HttpResponse<AsyncBody>> stream(
      ApiCall call, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    long start = clock.millis();
    CompletableFuture<HttpResponse<AsyncBody>> opened;
    try {
      opened = transport.consumeBytes(request(call, Optional.empty()), consumer);
    } catch (IllegalArgumentException e) {
      throw failures.unsendable(call).thrown();
    }
    var _ =
        opened.whenComplete(
            (response, failure) ->
                log(
                    call,
                    failure == null
                        ? String.valueOf(response.code())
                        : failure.getClass().getSimpleName(),
                    start,
                    1));
    // This one and not what follows from it: whoever cancels means the request.
    return opened;
  }

  /// How far the server's clock is ahead of ours, by its last answer; empty when it told no time.
  Optional<Duration> ahead() {
    return lastTold.flatMap(
        told -> {
          try {
            Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(told.date(), Instant::from);
            return Optional.of(Duration.between(told.at(), there));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }

  private void log(ApiCall call, String outcome, long start, int attempt) {
    debug.accept(
        "%s %s%s: %s in %d ms%s"
            .formatted(
                call.verb().method(),
                access.server(),
                call.path(),
                outcome,
                clock.millis() - start,
                attempt == 1 ? "" : " (attempt %d)".formatted(attempt)));
  }

  /// Throws what an answer that says no means; hands on any other.
  ApiAnswer required(ApiCall call, ApiAnswer answer) {
    if (!answer.isSuccess()) {
      Failure failure = failures.refused(call, answer);
      throw failure.thrown();
    }
    return answer;
  }

  @Override
  public void close() {
    transport.close();
    factory.close();
  }
}
