package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import io.github.shgrotate.network.ProxyServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/// Makes fabric8's HTTP clients, and closes Java's clients beneath them, which fabric8 does not: an
/// open one costs up to 300 ms when the process ends.
final class TransportFactory extends JdkHttpClientFactory implements AutoCloseable {
  private static final int CONNECT_SECONDS = 10;
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final List<HttpClient> built = new ArrayList<>();

  io.fabric8.kubernetes.client.http.HttpClient transport(ClusterAccess access) {
    io.fabric8.kubernetes.client.http.HttpClient.Builder builder = newBuilder();
    builder.tag(access.config().getRequestConfig());
    builder.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
    // A connection that hangs is closed and replaced; with HTTP/2 the watch and every later request
    // would share it. It costs no more (measured).
    builder.preferHttp11();
    builder.sslContext(keys(access), access.trust().managers());
    throughProxy(builder, access);
    builder.addOrReplaceInterceptor("TUNNEL", TunnelRefused.INTERCEPTOR);
    for (Map.Entry<String, Interceptor> each :
        HttpClientUtils.createApplicableInterceptors(access.config(), this).entrySet()) {
      builder.addOrReplaceInterceptor(each.getKey(), each.getValue());
    }
    access
        .token()
        .ifPresent(
            token ->
                builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, new SignIn(token)));
    return builder.build();
  }

  private static KeyManager @Nullable [] keys(ClusterAccess access) {
    try {
      return SSLUtils.keyManagers(access.config());
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw Kubeconfig.invalid(
          access.origin(),
          "its client certificate or key cannot be read (%s)"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static void throughProxy(
      io.fabric8.kubernetes.client.http.HttpClient.Builder builder, ClusterAccess access) {
    if (access.proxy().isEmpty()) {
      builder.proxyType(io.fabric8.kubernetes.client.http.HttpClient.ProxyType.DIRECT);
      return;
    }
    ProxyServer proxy = access.proxy().get();
    builder.proxyType(io.fabric8.kubernetes.client.http.HttpClient.ProxyType.HTTP);
    builder.proxyAddress(new InetSocketAddress(proxy.host(), proxy.port()));
    proxy.authorization().ifPresent(builder::proxyAuthorization);
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return new RememberingBuilder(super.createNewHttpClientBuilder(), built);
  }

  @Override
  public void close() {
    for (HttpClient client : built) {
      client.shutdownNow();
      try {
        client.awaitTermination(CLOSING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
