package io.github.shgrotate.sandbox.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One client's HTTP/1.1 connection: requests in, replies out, one after the other.
///
/// Written by hand because the JDK's own server puts the machine's time into `Date`, and a sandbox
/// whose clock can be moved must answer with its own.
final class HttpConnection implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024;

  /// A request with the parts of it that [Exchange] leaves out.
  record Request(Exchange exchange, String rawQuery, boolean keepAlive) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
  }

  /// Reads the next request; empty when the client has gone.
  Optional<Request> next() throws IOException {
    String line = line();
    while (line.isEmpty()) {
      if (ended()) {
        return Optional.empty();
      }
      line = line();
    }
    String[] words = line.split(" ");
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not an HTTP/1 request line");
    }
    Map<String, List<String>> headers = headers();
    URI target;
    try {
      target = URI.create(words[1]);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("not a request target");
    }
    if (first(headers, "expect").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    String rawQuery = Optional.ofNullable(target.getRawQuery()).orElse("");
    Exchange exchange =
        new Exchange(
            words[0],
            Optional.ofNullable(target.getPath()).orElse(""),
            LoopbackServer.form(rawQuery),
            headers,
            // A character for each byte, where the bytes are no text.
            new String(
                body(headers),
                first(headers, "content-type").contains("protobuf")
                    ? StandardCharsets.ISO_8859_1
                    : StandardCharsets.UTF_8));
    boolean keepAlive =
        words[2].equals("HTTP/1.1")
            && !first(headers, "connection").toLowerCase(Locale.ROOT).contains("close");
    return Optional.of(new Request(exchange, rawQuery, keepAlive));
  }

  /// Sends a reply whole.
  void send(Reply reply, boolean toHead) throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Whole whole -> {
        byte[] body = whole.body().getBytes(StandardCharsets.UTF_8);
        head(whole, whole.status() == 204 ? "" : "Content-Length: " + body.length + "\r\n");
        if (!toHead && whole.status() != 204) {
          out.write(body);
        }
      }
      case Reply.Streamed streamed -> {
        head(streamed, "Transfer-Encoding: chunked\r\n");
        out.flush();
        ChunkedStream chunks = new ChunkedStream(out);
        streamed.source().writeTo(chunks);
        chunks.end();
      }
    }
    out.flush();
  }

  /// Sends the head and the first half of the body, as when the connection breaks on the way.
  void sendHalf(Reply.Whole whole) throws IOException {
    byte[] body = whole.body().getBytes(StandardCharsets.UTF_8);
    head(whole, "Content-Length: " + body.length + "\r\n");
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The client has gone already: that is what closing is for.
    }
  }

  private void head(Reply reply, String framing) throws IOException {
    StringBuilder head =
        new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(reply.status(), reason(reply.status())));
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    out.write(head.append(framing).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The phrase beside the number, which some clients (Azure CLI among them) show to people.
  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition Failed";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Entity";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status " + status;
    };
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("not a header");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (first(headers, "transfer-encoding").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.write(exactly(size));
        line();
      }
      headers();
      return body.toByteArray();
    }
    String length = first(headers, "content-length");
    return length.isEmpty() ? new byte[0] : exactly(number(length, 10));
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new ProtocolException("the body ends early");
    }
    return bytes;
  }

  private static int number(String text, int radix) throws ProtocolException {
    try {
      return Integer.parseUnsignedInt(text, radix);
    } catch (NumberFormatException e) {
      throw new ProtocolException("not a length");
    }
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).getFirst();
  }

  private boolean ended() throws IOException {
    in.mark(1);
    boolean ended = in.read() < 0;
    in.reset();
    return ended;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
      if (line.size() > LONGEST_LINE) {
        throw new ProtocolException("the line is too long");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
