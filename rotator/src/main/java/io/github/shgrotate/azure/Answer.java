package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A whole answer. A class and not a record: the body may be a token.
final class Answer implements Sent {
  private static final List<String> ID_HEADERS =
      List.of("x-ms-correlation-request-id", "x-ms-request-id");

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Instant sentAt;
  private final Instant receivedAt;

  Answer(int status, HttpHeaders headers, byte[] body, Instant sentAt, Instant receivedAt) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.sentAt = sentAt;
    this.receivedAt = receivedAt;
  }

  int status() {
    return status;
  }

  /// Done; 204 is what ARM answers when there is nothing to say about it.
  boolean ok() {
    return status == 200 || status == 204;
  }

  HttpHeaders headers() {
    return headers;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  byte[] body() {
    return body;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  /// The body, when it is a JSON object.
  Optional<JsonNode> object() {
    return Json.object(body);
  }

  /// The clock of the one who answered, to the second.
  Optional<Instant> date() {
    return header("Date").flatMap(HttpDate::parse);
  }

  /// How far this machine's clock is ahead of the other's, taking the answer to be written half way
  /// between sending and receiving.
  Optional<Duration> localClockAhead() {
    Instant middle = sentAt.plus(Duration.between(sentAt, receivedAt).dividedBy(2));
    return date().map(there -> Duration.between(there, middle));
  }

  /// How Azure finds the request, each as `name=value`.
  List<String> requestIds() {
    List<String> ids = new ArrayList<>();
    for (String name : ID_HEADERS) {
      header(name).ifPresent(id -> ids.add(name + "=" + id));
    }
    return ids;
  }

  /// Tells the status, never the body.
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
