package io.github.shgrotate.sandbox.kubernetes.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every kind the embedded API stores.
public final class ResourceTypes {
  private static final String APPS = "apps";
  private static final String RBAC = "rbac.authorization.k8s.io";

  public static final ResourceType NAMESPACE =
      new ResourceType(
          "", "v1", "Namespace", "namespaces", List.of("ns"), false, Set.of("status", "finalize"));
  public static final ResourceType SECRET = core("Secret", "secrets", "");
  public static final ResourceType CONFIG_MAP = core("ConfigMap", "configmaps", "cm");
  public static final ResourceType SERVICE_ACCOUNT =
      core("ServiceAccount", "serviceaccounts", "sa", "token");
  public static final ResourceType SERVICE = core("Service", "services", "svc", "status");
  public static final ResourceType POD =
      core("Pod", "pods", "po", "status", "log", "eviction", "binding");
  public static final ResourceType NODE =
      new ResourceType("", "v1", "Node", "nodes", List.of("no"), false, Set.of("status"));
  public static final ResourceType EVENT = core("Event", "events", "ev");
  public static final ResourceType DEPLOYMENT =
      namespaced(APPS, "Deployment", "deployments", "deploy", "status", "scale");
  public static final ResourceType STATEFUL_SET =
      namespaced(APPS, "StatefulSet", "statefulsets", "sts", "status", "scale");
  public static final ResourceType DAEMON_SET =
      namespaced(APPS, "DaemonSet", "daemonsets", "ds", "status");
  public static final ResourceType REPLICA_SET =
      namespaced(APPS, "ReplicaSet", "replicasets", "rs", "status", "scale");
  public static final ResourceType CONTROLLER_REVISION =
      namespaced(APPS, "ControllerRevision", "controllerrevisions", "");
  public static final ResourceType JOB = namespaced("batch", "Job", "jobs", "", "status");
  public static final ResourceType CRON_JOB =
      namespaced("batch", "CronJob", "cronjobs", "cj", "status");
  public static final ResourceType DISRUPTION_BUDGET =
      namespaced("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", "status");
  public static final ResourceType LEASE = namespaced("coordination.k8s.io", "Lease", "leases", "");
  public static final ResourceType ROLE = namespaced(RBAC, "Role", "roles", "");
  public static final ResourceType ROLE_BINDING =
      namespaced(RBAC, "RoleBinding", "rolebindings", "");
  public static final ResourceType CLUSTER_ROLE =
      new ResourceType(RBAC, "v1", "ClusterRole", "clusterroles", List.of(), false, Set.of());
  public static final ResourceType CLUSTER_ROLE_BINDING =
      new ResourceType(
          RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", List.of(), false, Set.of());

  private static final List<ResourceType> ALL =
      List.of(
          NAMESPACE,
          SECRET,
          CONFIG_MAP,
          SERVICE_ACCOUNT,
          SERVICE,
          POD,
          NODE,
          EVENT,
          DEPLOYMENT,
          STATEFUL_SET,
          DAEMON_SET,
          REPLICA_SET,
          CONTROLLER_REVISION,
          JOB,
          CRON_JOB,
          DISRUPTION_BUDGET,
          LEASE,
          ROLE,
          ROLE_BINDING,
          CLUSTER_ROLE,
          CLUSTER_ROLE_BINDING);

  private ResourceTypes() {}

  public static List<ResourceType> all() {
    return ALL;
  }

  public static Optional<ResourceType> byPath(String group, String version, String plural) {
    return ALL.stream()
        .filter(t -> t.group().equals(group) && t.version().equals(version))
        .filter(t -> t.plural().equals(plural))
        .findFirst();
  }

  public static Optional<ResourceType> byManifest(String apiVersion, String kind) {
    return ALL.stream()
        .filter(t -> t.apiVersion().equals(apiVersion) && t.kind().equals(kind))
        .findFirst();
  }

  /// By kind alone; every kind here is unique.
  public static ResourceType ofKind(String kind) {
    return ALL.stream()
        .filter(t -> t.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the sandbox knows no kind " + kind));
  }

  private static ResourceType core(
      String kind, String plural, String shortName, String... subresources) {
    return namespaced("", kind, plural, shortName, subresources);
  }

  private static ResourceType namespaced(
      String group, String kind, String plural, String shortName, String... subresources) {
    return new ResourceType(
        group,
        "v1",
        kind,
        plural,
        shortName.isEmpty() ? List.of() : List.of(shortName),
        true,
        Set.copyOf(Arrays.asList(subresources)));
  }
}
