package io.github.shgrotate.cli;

import io.github.shgrotate.azure.AzureCli;
import io.github.shgrotate.azure.AzureCloud;
import io.github.shgrotate.azure.AzureExaminer;
import io.github.shgrotate.azure.AzureTokenIssuer;
import io.github.shgrotate.azure.ClientCertificate;
import io.github.shgrotate.azure.ClientSecret;
import io.github.shgrotate.azure.Credential;
import io.github.shgrotate.azure.ManagedIdentity;
import io.github.shgrotate.azure.RetryPolicy;
import io.github.shgrotate.azure.WorkloadIdentity;
import io.github.shgrotate.doctor.Asked;
import io.github.shgrotate.doctor.AzureFacts;
import io.github.shgrotate.doctor.ClusterFacts;
import io.github.shgrotate.doctor.CredentialFacts;
import io.github.shgrotate.doctor.Examined;
import io.github.shgrotate.doctor.Route;
import io.github.shgrotate.kubernetes.ClusterExaminer;
import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.network.ProxyServer;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.RotationRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What `doctor` asks. In an [Assembly] both sides must open; here, when one cannot, that is a
/// finding, and the other is asked all the same.
final class DoctorSides implements AutoCloseable {
  private final Access access;
  private final Surroundings surroundings;
  private final Asked<Credential> credential;
  private final Asked<AzureTokenIssuer> azure;
  private final Asked<KubernetesConnection> kubernetes;
  private final List<Route> routes;

  /// @throws RotationFailed when the addresses of Azure or a proxy make no sense
  DoctorSides(Access access, Surroundings surroundings, Log log) {
    this.access = access;
    this.surroundings = surroundings;
    Connections connections = Connections.of(surroundings, log, access.debug());
    AzureCloud cloud = Connections.cloud(access);
    Network network = connections.network(access.caFile());
    credential = asked(() -> Credentials.of(access.signIn(), surroundings.environment()));
    routes = routes(cloud, network.proxies());
    azure =
        credential instanceof Asked.Told<Credential>(Credential it)
            ? asked(() -> connections.azure(access, it, network, RetryPolicy.BRIEF))
            : new Asked.NotAsked<>("there is nothing to sign in with");
    kubernetes =
        asked(() -> connections.kubernetes(access.kubeconfig(), access.context(), network));
  }

  private static <T> Asked<T> asked(Supplier<T> question) {
    try {
      return new Asked.Told<>(question.get());
    } catch (RotationFailed e) {
      return new Asked.Failed<>(e.failure());
    }
  }

  private List<Route> routes(AzureCloud cloud, ProxyRules proxies) {
    List<URI> hosts = new ArrayList<>();
    boolean atEntra =
        access.signIn() instanceof SignIn.ServicePrincipal
            || access.signIn() instanceof SignIn.WorkloadIdentity;
    if (atEntra) {
      hosts.add(cloud.authorityHost());
    }
    hosts.add(cloud.armEndpoint());
    return hosts.stream()
        .map(
            host ->
                new Route(host.getAuthority(), proxies.proxyFor(host).map(ProxyServer::toString)))
        .toList();
  }

  /// @param because why it is signed in in this way
  Examined examine(RotationRequest request, String because) {
    return new Examined(
        request,
        credentialFacts(because),
        azureFacts(request),
        clusterFacts(request),
        routes,
        surroundings.clock().instant());
  }

  private Asked<CredentialFacts> credentialFacts(String because) {
    return switch (credential) {
      case Asked.Told<Credential>(Credential it) ->
          new Asked.Told<>(new CredentialFacts(method(it), because, end(it)));
      case Asked.Failed<Credential>(var failure) -> new Asked.Failed<>(failure);
      case Asked.NotAsked<Credential>(String why) -> new Asked.NotAsked<>(why);
    };
  }

  private static String method(Credential credential) {
    return switch (credential) {
      case ClientSecret it -> "app %s with a client secret".formatted(it.clientId());
      case ClientCertificate it -> "app %s with a client certificate".formatted(it.clientId());
      case WorkloadIdentity it ->
          "app %s with the federated token %s".formatted(it.clientId(), it.tokenFile());
      case ManagedIdentity it ->
          it.clientId()
              .map(id -> "the managed identity %s of this machine".formatted(id))
              .orElse("the managed identity of this machine");
      case AzureCli _ -> "whoever is signed in with Azure CLI";
    };
  }

  private CredentialFacts.End end(Credential credential) {
    return switch (credential) {
      case ClientSecret it -> new CredentialFacts.End.KnownToEntra(it.clientId());
      case ClientCertificate it ->
          new CredentialFacts.End.At(it.clientId(), certificateFile(), it.expiresAt());
      case WorkloadIdentity _, ManagedIdentity _, AzureCli _ -> new CredentialFacts.End.None();
    };
  }

  /// Where there is a certificate, what was given for a secret is its file's name.
  private String certificateFile() {
    return access.signIn() instanceof SignIn.ServicePrincipal principal
        ? principal.file().map(Path::toString).orElseGet(principal::secret)
        : "";
  }

  private AzureFacts azureFacts(RotationRequest request) {
    return switch (azure) {
      case Asked.Told<AzureTokenIssuer>(AzureTokenIssuer issuer) ->
          new AzureExaminer(issuer).examine(request.gateway());
      case Asked.Failed<AzureTokenIssuer>(var failure) ->
          AzureFacts.withoutSignIn("USER_OR_PRINCIPAL", new Asked.Failed<>(failure));
      case Asked.NotAsked<AzureTokenIssuer>(String why) ->
          AzureFacts.withoutSignIn("USER_OR_PRINCIPAL", new Asked.NotAsked<>(why));
    };
  }

  private ClusterFacts clusterFacts(RotationRequest request) {
    return switch (kubernetes) {
      case Asked.Told<KubernetesConnection>(KubernetesConnection connection) ->
          new ClusterExaminer(connection).examine(request);
      case Asked.Failed<KubernetesConnection>(var failure) ->
          ClusterFacts.notReached(request, new Asked.Failed<>(failure));
      case Asked.NotAsked<KubernetesConnection>(String why) ->
          ClusterFacts.notReached(request, new Asked.NotAsked<>(why));
    };
  }

  @Override
  public void close() {
    azure.told().ifPresent(AzureTokenIssuer::close);
    kubernetes.told().ifPresent(KubernetesConnection::close);
  }
}
