package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Puts the bearer token on every request, and a renewed one on a second try when the API refuses
/// the first. Takes the place of fabric8's own, which reads the process environment and runs the
/// sign-in program again every minute.
final class SignIn implements Interceptor {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final BearerToken token;

  SignIn(BearerToken token) {
    this.token = token;
  }

  @Override
  public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
    headers.setHeader(AUTHORIZATION, BEARER + token.current());
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder headers, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != UNAUTHORIZED) {
      return CompletableFuture.completedFuture(false);
    }
    String refused =
        Optional.ofNullable(response.request().header(AUTHORIZATION))
            .map(header -> header.substring(BEARER.length()))
            .orElseGet(token::current);
    headers.setHeader(AUTHORIZATION, BEARER + token.otherThan(refused));
    return CompletableFuture.completedFuture(true);
  }
}
