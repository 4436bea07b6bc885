package io.github.shgrotate.sandbox.azure;

import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import java.util.List;
import javax.net.ssl.SSLContext;

/// Everything of Azure on loopback, in five servers: sign-in, instance metadata, Azure Resource
/// Manager, Microsoft Graph, and the endpoint that gateways get their configuration from. All live
/// by one clock.
///
/// It is unkind on purpose; what it can be told to do wrong stands at the methods of [Directory],
/// [Resources], [Throttling], [ApimService], [Subscription] and [Gateway]; what can happen on the
/// way, at [LoopbackServer#arm].
public final class SandboxAzure implements AutoCloseable {
  private final Directory directory;
  private final Resources resources;
  private final ConfigurationEndpoint configurationEndpoint;
  private final LoopbackServer entra;
  private final LoopbackServer arm;
  private final LoopbackServer graph;
  private final LoopbackServer imds;
  private final LoopbackServer configuration;

  /// Starts the five servers on free ports.
  public static SandboxAzure start(SandboxClock clock, CertificateAuthority authority) {
    return start(clock, authority, 1);
  }

  /// Starts the five servers on free ports.
  ///
  /// @param seed of everything random (keys, request ids), so that a run can be replayed
  public static SandboxAzure start(SandboxClock clock, CertificateAuthority authority, long seed) {
    return new SandboxAzure(clock, authority.serverContext(), new Randomness(seed));
  }

  private SandboxAzure(SandboxClock clock, SSLContext tls, Randomness randomness) {
    Addresses addresses = new Addresses();
    Audiences audiences = new Audiences(addresses);
    directory = new Directory(clock);
    // The tenant exists before anybody is in it.
    Tenant home = directory.home();
    resources = new Resources(clock, randomness);
    configurationEndpoint = new ConfigurationEndpoint(resources, clock);
    AccessTokens tokens = new AccessTokens(clock, directory, randomness);
    entra =
        LoopbackServer.https(
            "entra",
            tls,
            clock,
            new EntraEndpoints(directory, tokens, audiences, clock, randomness));
    arm =
        LoopbackServer.https(
            "arm",
            tls,
            clock,
            new ArmEndpoints(resources, tokens, audiences, addresses, clock, randomness));
    graph =
        LoopbackServer.https(
            "graph", tls, clock, new GraphEndpoints(tokens, audiences, clock, randomness));
    imds =
        LoopbackServer.http("imds", clock, new ImdsEndpoints(directory, home, tokens, audiences));
    configuration = LoopbackServer.https("configuration", tls, clock, configurationEndpoint);
    addresses.started(entra.uri(), arm.uri(), graph.uri());
  }

  /// Tenants, applications, identities and their permissions.
  public Directory directory() {
    return directory;
  }

  /// Subscriptions, groups, services and gateways, and what has been done to them.
  public Resources resources() {
    return resources;
  }

  /// Sign-in; its URI is for `AZURE_AUTHORITY_HOST`.
  public LoopbackServer entra() {
    return entra;
  }

  /// Azure Resource Manager; its URI is the ARM endpoint.
  public LoopbackServer arm() {
    return arm;
  }

  /// Microsoft Graph, where applications are registered; its URI is told by ARM's
  /// `/metadata/endpoints`.
  public LoopbackServer graph() {
    return graph;
  }

  /// Instance metadata; its URI is for `AZURE_POD_IDENTITY_AUTHORITY_HOST`.
  public LoopbackServer imds() {
    return imds;
  }

  /// Where gateways present their token: `GET /gateways/{gatewayId}/configuration` with
  /// `Authorization: GatewayKey ...` and the instance in `x-gateway-instance`.
  public LoopbackServer configuration() {
    return configuration;
  }

  /// What access tokens for ARM are for. ARM takes them for its other names and for its own URI
  /// too, with or without a slash at the end.
  public String armAudience() {
    return Audiences.ARM;
  }

  /// Every token shown to the configuration endpoint, oldest first.
  public List<Presentation> presentations() {
    return configurationEndpoint.presentations();
  }

  /// What Azure thinks of a token now; see [Resources#verify].
  public TokenVerdict verify(String gatewayKeyText) {
    return resources.verify(gatewayKeyText);
  }

  @Override
  public void close() {
    List.of(entra, arm, graph, imds, configuration).forEach(LoopbackServer::close);
  }
}
