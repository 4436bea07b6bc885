package io.github.shgrotate.azure;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Sends msal4j's requests over our own wire, and keeps what came of the last one: msal4j's
/// exceptions hide the status and quote bodies.
final class MsalWire implements IHttpClient {
  private final Wire wire;
  private Optional<Sent> last = Optional.empty();
  private int attempt = 1;

  MsalWire(Wire wire) {
    this.wire = wire;
  }

  void beginAttempt(int number) {
    attempt = number;
    last = Optional.empty();
  }

  /// What came of the request of this attempt; empty when none was made.
  Optional<Sent> last() {
    return last;
  }

  @Override
  public IHttpResponse send(HttpRequest request) throws Exception {
    java.net.http.HttpRequest.Builder ours =
        java.net.http.HttpRequest.newBuilder(request.url().toURI());
    request.headers().forEach(ours::setHeader);
    ours.method(
        request.httpMethod().name(),
        Optional.ofNullable(request.body())
            .map(BodyPublishers::ofString)
            .orElseGet(BodyPublishers::noBody));
    Sent sent = wire.send(ours, Wire.TIMEOUT, attempt);
    last = Optional.of(sent);
    return switch (sent) {
      case Answer answer -> response(answer);
      case Sent.Broken broken -> throw new IOException(broken.why());
    };
  }

  private static IHttpResponse response(Answer answer) {
    HttpResponse response = new HttpResponse();
    response.statusCode(answer.status());
    response.addHeaders(answer.headers().map());
    response.body(new String(answer.body(), StandardCharsets.UTF_8));
    return response;
  }
}
