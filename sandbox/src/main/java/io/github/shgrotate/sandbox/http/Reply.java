package io.github.shgrotate.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a handler answers: a whole body, or a stream that it writes as things happen (Kubernetes'
/// watch).
public sealed interface Reply {
  int status();

  Map<String, String> headers();

  /// Adds a header.
  Reply with(String name, String value);

  /// A whole answer.
  record Whole(int status, Map<String, String> headers, String body) implements Reply {
    @Override
    public Whole with(String name, String value) {
      return new Whole(status, plus(headers, name, value), body);
    }
  }

  /// An answer of unknown length, sent in chunks until the source returns.
  record Streamed(int status, Map<String, String> headers, Source source) implements Reply {
    @Override
    public Streamed with(String name, String value) {
      return new Streamed(status, plus(headers, name, value), source);
    }
  }

  /// Writes a stream; returning ends it.
  @FunctionalInterface
  interface Source {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  static Whole json(int status, JsonNode body) {
    return text(status, "application/json; charset=utf-8", body.toString());
  }

  static Whole text(int status, String contentType, String body) {
    return new Whole(status, Map.of("Content-Type", contentType), body);
  }

  static Whole empty(int status) {
    return new Whole(status, Map.of(), "");
  }

  private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return all;
  }
}
