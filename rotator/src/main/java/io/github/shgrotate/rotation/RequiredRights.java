package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a rotation has to be granted: no more than it uses, with the options it is given.
public final class RequiredRights {
  private static final String GATEWAYS = "Microsoft.ApiManagement/service/gateways/";
  private static final String CORE = "";

  private RequiredRights() {}

  /// In Azure, on the gateway.
  public static List<AzureRight> inAzure(RotationRequest request) {
    List<AzureRight> all = new ArrayList<>();
    all.add(new AzureRight(GATEWAYS + "read", "find the gateway, and tell Azure's time"));
    all.add(new AzureRight(GATEWAYS + "generateToken/action", "have a token signed"));
    if (request.proof().signature()) {
      all.add(new AzureRight(GATEWAYS + "listKeys/action", "tell which key signed a token"));
    }
    if (request.policy().revokeOldKey()) {
      all.add(new AzureRight(GATEWAYS + "regenerateKey/action", "make the old key anew"));
    }
    return all;
  }

  /// In the cluster, in the namespace of the Secret.
  public static List<ClusterRight> inCluster(RotationRequest request) {
    List<ClusterRight> all = new ArrayList<>();
    Optional<String> secret = Optional.of(request.secretName());
    all.add(needed("get", CORE, "secrets", secret, "see which token it holds"));
    all.add(needed("patch", CORE, "secrets", secret, "store the new token"));
    Set<WorkloadRef> workloads = new LinkedHashSet<>(request.workloads());
    for (WorkloadRef workload : workloads) {
      String plural = workload.kind().plural();
      Optional<String> name = Optional.of(workload.name());
      all.add(needed("get", "apps", plural, name, "see its pod template and its rollout"));
      all.add(needed("patch", "apps", plural, name, "restart it"));
      if (request.awaitRollout()) {
        all.add(helpful("watch", "apps", plural, name, "follow its rollout without asking again"));
      }
    }
    if (request.awaitRollout() && !workloads.isEmpty()) {
      String use = "prove that every pod runs on the token";
      // A key is revoked only when it is known what the pods run on.
      all.add(
          request.policy().revokeOldKey()
              ? needed("list", CORE, "pods", Optional.empty(), use)
              : helpful("list", CORE, "pods", Optional.empty(), use));
      if (!request.proof().refusalPatterns().isEmpty()) {
        all.add(helpful("get", CORE, "pods/log", Optional.empty(), "look for a refused token"));
      }
    }
    all.add(helpful("create", CORE, "events", Optional.empty(), "leave a record of what was done"));
    return all;
  }

  private static ClusterRight needed(
      String verb, String group, String resource, Optional<String> name, String use) {
    return new ClusterRight(verb, group, resource, name, ClusterRight.Need.NEEDED, use);
  }

  private static ClusterRight helpful(
      String verb, String group, String resource, Optional<String> name, String use) {
    return new ClusterRight(verb, group, resource, name, ClusterRight.Need.HELPFUL, use);
  }
}
