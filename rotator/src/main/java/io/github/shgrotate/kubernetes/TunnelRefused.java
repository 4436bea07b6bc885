package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A proxy does not let us through to the API.
final class TunnelRefused extends IOException {
  private static final long serialVersionUID = 1L;

  /// How Java's client says it, for every answer but 407.
  private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");

  private TunnelRefused(int status) {
    super("Tunnel failed, got: " + status);
  }

  /// Java's client hands on a proxy's 407 as an answer without a body, on which fabric8 fails with
  /// a NullPointerException: seen before that happens.
  static final Interceptor INTERCEPTOR =
      new Interceptor() {
        @Override
        public CompletableFuture<Boolean> afterFailure(
            BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
          return response.code() == HttpURLConnection.HTTP_PROXY_AUTH
              ? CompletableFuture.failedFuture(new TunnelRefused(response.code()))
              : CompletableFuture.completedFuture(false);
        }
      };

  /// What the proxy answered, if that is why a request failed.
  static Optional<Integer> status(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Matcher matcher = TUNNEL_FAILED.matcher(String.valueOf(each.getMessage()));
      if (matcher.find()) {
        return Optional.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return Optional.empty();
  }
}
