package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyServer;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns a chosen context into what the transport needs. What cannot be honoured about the user is
/// an error here, and not a request made as somebody else; a `tls-server-name` is only told, for
/// without it the certificate is checked all the more strictly.
final class KubeconfigAccess {
  private final Kubeconfig.Chosen chosen;
  private final NamedPart cluster;
  private final Network network;
  private final Consumer<String> notices;
  private final Config config = Config.empty();

  private KubeconfigAccess(Kubeconfig.Chosen chosen, Network network, Consumer<String> notices) {
    this.chosen = chosen;
    this.cluster = chosen.cluster();
    this.network = network;
    this.notices = notices;
  }

  static ClusterAccess of(Kubeconfig.Chosen chosen, Network network, Consumer<String> notices) {
    return new KubeconfigAccess(chosen, network, notices).access();
  }

  private ClusterAccess access() {
    URI server = server();
    config.setMasterUrl(server.toString());
    Trust trust = trust();
    if (!cluster.text("tls-server-name").isEmpty()) {
      notices.accept(
          "%s: tls-server-name of cluster %s is not supported; the certificate must name %s"
              .formatted(cluster.file(), cluster.name(), server.getHost()));
    }
    Optional<BearerToken> token = chosen.user().flatMap(this::signIn);
    return new ClusterAccess(
        "context %s of %s".formatted(chosen.context().name(), chosen.context().file()),
        config,
        trust,
        token,
        proxy(server),
        Json.text(chosen.context().content(), "namespace"));
  }

  private Optional<ProxyServer> proxy(URI server) {
    String written = cluster.text("proxy-url");
    try {
      return written.isEmpty()
          ? network.proxies().proxyFor(server)
          : Optional.of(ProxyServer.parse(written));
    } catch (ProxyServer.Unusable e) {
      throw Kubeconfig.invalid(
          cluster.file().toString(),
          "proxy-url of cluster %s: %s".formatted(cluster.name(), e.why()),
          "Give it as http://[user:password@]host:port, or leave it out.");
    }
  }

  private URI server() {
    String text = cluster.text("server");
    try {
      URI server = new URI(text);
      // Without a scheme fabric8 would try TLS, and send the credentials in the clear if that
      // fails.
      if (("https".equals(server.getScheme()) || "http".equals(server.getScheme()))
          && server.getHost() != null) {
        return server;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw Kubeconfig.invalid(
        cluster.file().toString(),
        "the server of cluster %s is \"%s\", which is no https:// or http:// address"
            .formatted(cluster.name(), text));
  }

  private Trust trust() {
    if (cluster.content().path("insecure-skip-tls-verify").asBoolean()) {
      return new Trust.Anybody();
    }
    Optional<byte[]> roots = pem(cluster, "certificate-authority");
    if (roots.isEmpty()) {
      return new Trust.SystemRoots(network.caFile());
    }
    try {
      return Trust.pem(roots.get());
    } catch (CertificateException e) {
      throw unusable(cluster, "certificate-authority", "holds no certificate in PEM form");
    }
  }

  private Optional<BearerToken> signIn(NamedPart user) {
    impersonation(user);
    pem(user, "client-certificate")
        .map(KubeconfigAccess::text)
        .ifPresent(config::setClientCertData);
    pem(user, "client-key").map(KubeconfigAccess::text).ifPresent(this::setClientKey);
    if (!user.text("username").isEmpty()) {
      config.setUsername(user.text("username"));
      config.setPassword(user.text("password"));
      return Optional.empty();
    }
    if (!user.text("tokenFile").isEmpty()) {
      BearerToken token = new TokenFile(user.path("tokenFile"));
      token.current();
      return Optional.of(token);
    }
    if (!user.text("token").isEmpty()) {
      config.setOauthToken(
          BearerToken.in(user.text("token"))
              .orElseThrow(() -> unusable(user, "token", BearerToken.UNFIT)));
      return Optional.empty();
    }
    if (user.content().path("exec").isObject()) {
      return signInProgram(user);
    }
    JsonNode provider = user.content().path("auth-provider");
    if (provider.isObject()) {
      config.setOauthToken(authProviderToken(user, provider));
    }
    return Optional.empty();
  }

  private Optional<BearerToken> signInProgram(NamedPart user) {
    SignInProgram program = SignInProgram.of(user, cluster, notices);
    ProgramCredential first = program.run();
    first
        .certificate()
        .ifPresent(
            pair -> {
              config.setClientCertData(pair.certificate());
              setClientKey(pair.key());
            });
    return first.token().map(_ -> new ProgramToken(program, first));
  }

  /// The way of former days, whose token was renewed by kubectl itself: taken as it stands.
  private static String authProviderToken(NamedPart user, JsonNode provider) {
    JsonNode values = provider.path("config");
    String token =
        Json.text(values, "id-token")
            .or(() -> Json.text(values, "access-token"))
            .orElseThrow(
                () ->
                    unusable(
                        user, "auth-provider", "holds no token; sign in anew with its own tool"));
    return BearerToken.in(token)
        .orElseThrow(() -> unusable(user, "auth-provider", BearerToken.UNFIT));
  }

  private void impersonation(NamedPart user) {
    if (!user.text("as-uid").isEmpty()) {
      throw unusable(user, "as-uid", "is not supported");
    }
    if (user.text("as").isEmpty()) {
      return;
    }
    config.setImpersonateUsername(user.text("as"));
    config.setImpersonateGroups(texts(user.content().path("as-groups")).toArray(new String[0]));
    Map<String, List<String>> extras = new LinkedHashMap<>();
    user.content()
        .path("as-user-extra")
        .properties()
        .forEach(extra -> extras.put(extra.getKey(), texts(extra.getValue())));
    config.setImpersonateExtras(extras);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private void setClientKey(String pem) {
    config.setClientKeyData(pem);
    config.setClientKeyAlgo(ClientKey.algorithm(pem));
  }

  /// What `field-data` (base64) or else the file of `field` holds.
  private static Optional<byte[]> pem(NamedPart part, String field) {
    String data = part.text(field + "-data");
    if (!data.isEmpty()) {
      try {
        return Optional.of(Base64.getMimeDecoder().decode(data));
      } catch (IllegalArgumentException e) {
        throw unusable(part, field + "-data", "is not base64");
      }
    }
    if (part.text(field).isEmpty()) {
      return Optional.empty();
    }
    Path file = part.path(field);
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unusable(
          part,
          field,
          "names %s, which cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }

  private static RotationFailed unusable(NamedPart part, String field, String how) {
    return Kubeconfig.invalid(
        part.file().toString(), "%s of %s %s".formatted(field, part.name(), how));
  }
}
