package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.nio.file.Files;
import java.util.stream.Stream;

/// Addresses at which nobody answers, servers that nobody vouches for, and proxies that let nothing
/// through.
final class BadNetwork {
  /// For as long as tests run.
  private static final LoopbackProxy REFUSING = LoopbackProxy.refusingWith(403);

  private static final LoopbackProxy WANTING_PASSWORD = LoopbackProxy.wantingPassword();

  private BadNetwork() {}

  static Stream<BadInput> rows() {
    return Stream.concat(addresses(), proxies());
  }

  private static Stream<BadInput> addresses() {
    return Stream.of(
        named("an ARM that does not answer")
            .with("AZURE_RESOURCE_MANAGER_ENDPOINT", "https://" + Nobody.listens())
            .waiting()
            .ends(6, "AzureUnavailable")
            .says(Nobody.listens(), "no connection could be made", "HTTPS_PROXY", "holds token "),
        named("an Entra that does not answer")
            .with("AZURE_AUTHORITY_HOST", "https://" + Nobody.listens())
            .waiting()
            .ends(6, "SignInUnavailable")
            .says(Nobody.listens(), "no connection could be made", "HTTPS_PROXY", "holds token "),
        named("a managed identity endpoint that does not answer")
            .without("SP_ID", "SP_SECRET")
            .with("LOGIN_METHOD", "identity")
            .with("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://" + Nobody.listens())
            .ends(6, "SignInUnavailable")
            .says(Nobody.listens(), "managed identity", "--login-method"),
        named("an Azure that nobody vouches for")
            .without("SSL_CERT_FILE")
            .ends(2, "CertificateUntrusted")
            .says("not trusted", "--ca-file", "SSL_CERT_FILE"),
        named("an Azure that somebody else vouches for")
            .given(
                (world, rotator) ->
                    rotator.with(
                        "SSL_CERT_FILE",
                        Files.writeString(
                                world.folder().resolve("other-ca.pem"),
                                CertificateAuthority.create("somebody else").pem())
                            .toString()))
            .ends(2, "CertificateUntrusted")
            .says("not trusted", "--ca-file", "SSL_CERT_FILE"));
  }

  private static Stream<BadInput> proxies() {
    String password = "pass.word~1";
    return Stream.of(
        named("a proxy that is no address")
            .with("HTTPS_PROXY", "http://me:pass.word~1@ proxy")
            .hides(password)
            .ends(2, "OptionsInvalid")
            .says("HTTPS_PROXY", "http://[user:password@]host:port"),
        named("a proxy of a kind that is not supported")
            .with("HTTPS_PROXY", "socks5://me:pass.word~1@proxy.sandbox.example:1080")
            .hides(password)
            .ends(2, "OptionsInvalid")
            .says("HTTPS_PROXY", "socks5://", "http://[user:password@]host:port"),
        named("a proxy to Azure that wants a password and gets none")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", WANTING_PASSWORD.address())
            .with("NO_PROXY", SandboxNames.KUBERNETES)
            .ends(2, "ProxyRefused")
            .says(SandboxNames.ENTRA, "407", "HTTPS_PROXY: http://user:password@host:port"),
        named("a proxy to Azure that wants another password")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", WANTING_PASSWORD.address().replace("//", "//me:other.word~1@"))
            .with("NO_PROXY", SandboxNames.KUBERNETES)
            .hides("other.word~1", "bWU6b3RoZXIud29yZH4x")
            .ends(2, "ProxyRefused")
            .says(SandboxNames.ENTRA, "407", "HTTPS_PROXY: http://user:password@host:port"),
        named("a proxy that does not let through to Azure")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", REFUSING.address())
            .with("NO_PROXY", SandboxNames.KUBERNETES)
            .ends(2, "ProxyRefused")
            .says(SandboxNames.ENTRA, "the proxy answered 403", "NO_PROXY"),
        named("a proxy to Azure that does not answer")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", "http://me:%s@%s".formatted(password, Nobody.listens()))
            .with("NO_PROXY", SandboxNames.KUBERNETES)
            .hides(password)
            .waiting()
            .ends(6, "SignInUnavailable")
            .says(SandboxNames.ENTRA, "by way of the proxy " + Nobody.listens(), "HTTPS_PROXY"),
        named("a proxy to the cluster that wants a password and gets none")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", WANTING_PASSWORD.address())
            .ends(2, "ProxyRefused")
            .says(SandboxNames.KUBERNETES, "407", "HTTPS_PROXY"),
        named("a proxy that does not let through to the cluster")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", REFUSING.address())
            .ends(2, "ProxyRefused")
            .says(SandboxNames.KUBERNETES, "the proxy answered 403", "NO_PROXY"),
        named("a proxy to the cluster that does not answer")
            .given(SandboxNames::given)
            .with("HTTPS_PROXY", "http://" + Nobody.listens())
            .waiting()
            .ends(6, "KubernetesUnavailable")
            .says(SandboxNames.KUBERNETES, "by way of the proxy " + Nobody.listens()));
  }
}
