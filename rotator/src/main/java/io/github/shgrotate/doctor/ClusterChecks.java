package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.ClusterRight;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.status.Advice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the cluster lets this account in, and do what a rotation does.
final class ClusterChecks {
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private ClusterChecks() {}

  static List<Finding> reached(Examined examined) {
    return List.of(
        switch (examined.cluster().reached()) {
          case Asked.NotAsked<String>(String why) -> Finding.notChecked(Check.CLUSTER_REACHED, why);
          case Asked.Failed<String>(Failure failure) ->
              Finding.error(
                  Check.CLUSTER_REACHED, failure, Mending.of(failure, examined.request()));
          case Asked.Told<String>(String where) ->
              Finding.ok(Check.CLUSTER_REACHED, "the API answers at " + where);
        });
  }

  /// One for each object on which something is missing, or one for all.
  static List<Finding> rights(Examined examined) {
    if (examined.cluster().rights().isEmpty()) {
      return List.of(
          Finding.notChecked(Check.CLUSTER_RIGHTS, "the Kubernetes API could not be asked"));
    }
    List<Finding> all = new ArrayList<>();
    Map<String, List<ClusterRight>> missing = new LinkedHashMap<>();
    List<String> granted = new ArrayList<>();
    for (ClusterFacts.Granted each : examined.cluster().rights()) {
      ClusterRight right = each.right();
      switch (each.granted()) {
        case Asked.Told<Boolean>(Boolean yes) when yes -> granted.add(right.toString());
        case Asked.Told<Boolean> _ ->
            missing.computeIfAbsent(right.subject(), _ -> new ArrayList<>()).add(right);
        case Asked.Failed<Boolean> _, Asked.NotAsked<Boolean> _ ->
            all.add(
                Finding.unknown(
                    Check.CLUSTER_RIGHTS,
                    "whether %s is granted could not be asked: %s"
                        .formatted(right, each.granted().why()),
                    Advice.of(
                        "ask kubectl",
                        Mending.kubectl(
                            examined.request().namespace(),
                            "auth",
                            "can-i",
                            right.verb(),
                            right.subject()))));
      }
    }
    missing.values().forEach(rights -> all.add(missing(examined, rights)));
    if (!granted.isEmpty()) {
      all.add(
          Finding.ok(
              Check.CLUSTER_RIGHTS,
              "%d of the %d rights that a rotation uses are granted: %s"
                  .formatted(
                      granted.size(),
                      examined.cluster().rights().size(),
                      String.join(", ", granted))));
    }
    return all;
  }

  private static Finding missing(Examined examined, List<ClusterRight> rights) {
    List<String> verbs = rights.stream().map(ClusterRight::verb).toList();
    String subject = rights.getFirst().subject();
    String place = "in namespace " + examined.request().namespace();
    List<Advice> grant = grant(examined, rights);
    String what = "%s on %s %s is not granted".formatted(String.join(", ", verbs), subject, place);
    List<ClusterRight> needed =
        rights.stream().filter(right -> right.need() == ClusterRight.Need.NEEDED).toList();
    if (needed.isEmpty()) {
      return new Finding(
          Check.CLUSTER_RIGHTS,
          Level.WARNING,
          what + ": a rotation goes on, and cannot " + uses(rights),
          grant,
          Optional.empty());
    }
    return Finding.error(
        Check.CLUSTER_RIGHTS,
        new Failure(
            Reason.KUBERNETES_PERMISSION_MISSING,
            what.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + what.substring(1),
            subject + " " + place,
            "a rotation cannot " + uses(rights),
            "grant it"),
        grant);
  }

  private static String uses(List<ClusterRight> rights) {
    return String.join(", ", rights.stream().map(ClusterRight::use).toList());
  }

  private static List<Advice> grant(Examined examined, List<ClusterRight> rights) {
    ClusterRight first = rights.getFirst();
    String name =
        "apim-shg-rotate-"
            + first.resource().replace('/', '-')
            + first.name().map(object -> "-" + object).orElse("");
    List<String> role = new ArrayList<>(List.of("create", "role", name));
    role.add("--verb=" + String.join(",", rights.stream().map(ClusterRight::verb).toList()));
    role.add("--resource=" + (first.group().isEmpty() ? first.resource() : plural(first)));
    first.name().ifPresent(object -> role.add("--resource-name=" + object));
    String namespace = examined.request().namespace();
    return List.of(
        Advice.of(
            "grant it with a role of its own (deploy/rbac.yaml has all of them)",
            Mending.kubectl(namespace, role.toArray(String[]::new))),
        Advice.of(
            "and give that to the account",
            Mending.kubectl(
                namespace,
                "create",
                "rolebinding",
                name,
                "--role=" + name,
                subject(examined.cluster().user()))));
  }

  private static String plural(ClusterRight right) {
    return right.resource() + "." + right.group();
  }

  private static String subject(Optional<String> user) {
    return user.filter(name -> name.startsWith(SERVICE_ACCOUNT))
        .map(name -> "--serviceaccount=" + name.substring(SERVICE_ACCOUNT.length()))
        .orElseGet(() -> "--user=" + user.orElse("USER"));
  }
}
