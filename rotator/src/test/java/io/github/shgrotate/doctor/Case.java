package io.github.shgrotate.doctor;

import io.github.shgrotate.doctor.ClusterFacts.DisruptionBudget;
import io.github.shgrotate.doctor.WorkloadDetails.Backup;
import io.github.shgrotate.doctor.WorkloadDetails.GatewayPods;
import io.github.shgrotate.doctor.WorkloadDetails.UpdateStrategy;
import io.github.shgrotate.rotation.ClusterRight;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RequiredRights;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An installation to be changed step by step; as it is made, all is well. The portal's, with a
/// readiness probe.
final class Case {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  static final Gateway GATEWAY =
      new Gateway("2006d617-bee2-430e-8239-c83634af2fef", "rg-edge", "apim-contoso", "edge-eu");
  static final String CLIENT = "3f1c8a52-6a0e-4a6e-9f0f-6f3f0f2f9a10";
  static final String READ = "Microsoft.ApiManagement/service/gateways/read";
  static final String TOKEN = "Microsoft.ApiManagement/service/gateways/generateToken/action";

  WorkloadKind kind = WorkloadKind.DEPLOYMENT;
  boolean named = true;
  boolean awaitRollout = true;
  boolean strict;
  boolean revoke;
  Asked<CredentialFacts> credential =
      new Asked.Told<>(
          new CredentialFacts(
              "app " + CLIENT + " with a client certificate",
              "as --login-method (LOGIN_METHOD) says",
              new CredentialFacts.End.At(CLIENT, "/sp.pem", NOW.plus(Duration.ofDays(200)))));
  Asked<String> signIn = new Asked.Told<>("https://login.microsoftonline.com/contoso");
  Asked<GatewayFacts> gateway = new Asked.Told<>(new GatewayFacts(NOW, Duration.ofSeconds(1)));
  Asked<List<RolePermission>> permissions =
      new Asked.Told<>(List.of(new RolePermission(List.of(READ, TOKEN), List.of())));
  Asked<String> reached = new Asked.Told<>("https://10.0.0.1:6443 (in-cluster)");
  Optional<String> user = Optional.of("system:serviceaccount:apim:rotator");
  final Set<String> notGranted = new HashSet<>();
  String type = "Opaque";
  boolean immutable;
  Optional<String> lastUsedKey = Optional.of("primary");
  TokenText text = token("edge-eu", Duration.ofDays(6));
  List<Owner> owners = List.of();
  List<Owner> workloadOwners = List.of();
  Optional<Failure> secretFailure = Optional.empty();
  Optional<Failure> workloadFailure = Optional.empty();
  TokenSource source =
      new TokenSource.SecretKey("edge-eu", "config.service.auth", "edge-eu-token", "value");
  boolean paused;
  UpdateStrategy strategy = new UpdateStrategy.Rolling(0, 1);
  int replicas = 3;
  boolean readinessProbe = true;
  Duration grace = Duration.ofSeconds(60);
  boolean preStop;
  Backup backup = Backup.KEPT;
  String image = "mcr.microsoft.com/azure-api-management/gateway:2.9.1";
  boolean identityLabel;
  Asked<List<DisruptionBudget>> budgets =
      new Asked.Told<>(List.of(new DisruptionBudget("edge-eu", 3, 2)));
  Asked<Boolean> identityAnnotated = new Asked.Told<>(false);
  Asked<Optional<String>> issuer =
      new Asked.Told<>(Optional.of("https://westeurope.oic.prod-aks.azure.com/t/i/"));
  Optional<Duration> serverAhead = Optional.of(Duration.ZERO);
  List<Route> routes = List.of(new Route("management.azure.com", Optional.empty()));

  static TokenText token(String gateway, Duration left) {
    return new TokenText.Whole(
        new TokenFacts(new Fingerprint("c07c8771f58f"), gateway, NOW.plus(left)));
  }

  static Failure failure(Reason reason) {
    return new Failure(reason, "It failed", "somewhere", "of that", "mend it");
  }

  WorkloadRef ref() {
    return new WorkloadRef(kind, "edge-eu");
  }

  RotationRequest request() {
    return new RotationRequest(
        GATEWAY,
        "apim",
        "edge-eu-token",
        Optional.empty(),
        named ? List.of(ref()) : List.of(),
        new RenewalPolicy(
            KeyPolicy.ROTATE, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty(), revoke),
        awaitRollout,
        ProofPolicy.PODS_ALONE,
        strict);
  }

  Examined examined() {
    return new Examined(
        request(),
        credential,
        new AzureFacts(CLIENT, signIn, gateway, permissions),
        reached.told().isEmpty() ? ClusterFacts.notReached(request(), reached) : cluster(),
        routes,
        NOW);
  }

  private ClusterFacts cluster() {
    return new ClusterFacts(
        reached,
        user,
        RequiredRights.inCluster(request()).stream().map(this::granted).toList(),
        secretFailure.<Asked<SecretFacts>>map(Asked.Failed::new).orElse(new Asked.Told<>(secret())),
        named ? List.of(found()) : List.of(),
        issuer,
        serverAhead);
  }

  private ClusterFacts.Granted granted(ClusterRight right) {
    return new ClusterFacts.Granted(
        right, new Asked.Told<>(!notGranted.contains(right.toString())));
  }

  private SecretFacts secret() {
    return new SecretFacts(
        "7",
        type,
        immutable,
        Map.of("value", text),
        lastUsedKey,
        Optional.empty(),
        SecretNotes.NONE,
        owners);
  }

  private ClusterFacts.Found found() {
    Asked<WorkloadDetails> details =
        workloadFailure
            .<Asked<WorkloadDetails>>map(Asked.Failed::new)
            .orElse(new Asked.Told<>(details()));
    return new ClusterFacts.Found(ref(), details, budgets, identityAnnotated);
  }

  private WorkloadDetails details() {
    RolloutFacts rollout =
        switch (kind) {
          case DEPLOYMENT ->
              new RolloutFacts.Deployment(
                  1, 1, paused, 3, 3, 3, 3, Optional.empty(), Optional.empty());
          case STATEFUL_SET -> new RolloutFacts.StatefulSet(1, 1, false, 0, 3, 3, 3, "a", "a");
          case DAEMON_SET -> new RolloutFacts.DaemonSet(1, 1, false, 3, 3, 3);
        };
    return new WorkloadDetails(
        new WorkloadFacts(
            ref(),
            "uid",
            "7",
            "app=edge-eu",
            Optional.empty(),
            List.of(source),
            rollout,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            workloadOwners),
        strategy,
        replicas,
        new GatewayPods(
            "edge-eu",
            image,
            readinessProbe,
            grace,
            preStop,
            backup,
            identityLabel,
            Optional.empty()));
  }
}
