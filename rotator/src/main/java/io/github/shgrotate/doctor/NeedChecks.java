package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.status.Advice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the gateway could do without a token, and so without this program.
final class NeedChecks {
  /// The container that learned to sign in with workload identity (release notes of 2.11.0).
  private static final String SINCE = "2.11";

  private static final int SINCE_MAJOR = 2;
  private static final int SINCE_MINOR = 11;
  private static final Pattern VERSION =
      Pattern.compile(":v?(\\d{1,4})\\.(\\d{1,4})(?!\\d)[^:/@]*(@.*)?$");

  private static final Pattern INTERNAL =
      Pattern.compile("(\\.svc(\\..*)?|\\.local|\\.internal|\\.localhost)$|^[\\d.]+$");

  private static final Advice HOW =
      Advice.of(
          "see whether its network reaches Entra and ARM, and whether you may create Azure roles:"
              + " https://learn.microsoft.com/azure/api-management/"
              + "self-hosted-gateway-enable-workload-identity");

  private NeedChecks() {}

  static List<Finding> needed(Examined examined) {
    List<Finding> all = new ArrayList<>();
    for (ClusterFacts.Found found : examined.cluster().workloads()) {
      found
          .details()
          .told()
          .ifPresent(details -> all.add(needed(examined.cluster(), found, details)));
    }
    if (all.isEmpty()) {
      all.add(Finding.notChecked(Check.NEEDED_AT_ALL, "no workload could be read"));
    }
    return all;
  }

  private static Finding needed(
      ClusterFacts cluster, ClusterFacts.Found found, WorkloadDetails details) {
    if (signsInWithEntra(details)) {
      return Finding.note(
          Check.NEEDED_AT_ALL,
          found.ref() + " signs in with Microsoft Entra: it has no token to renew",
          Advice.of("remove this rotation"));
    }
    Optional<Boolean> isNewEnough = isNewEnough(details.pods().image());
    if (isNewEnough.equals(Optional.of(false))) {
      return needsIt(
          found,
          "workload identity takes container %s or later, and its image is %s"
              .formatted(SINCE, details.pods().image()));
    }
    return switch (cluster.oidcIssuer()) {
      case Asked.Told<Optional<String>>(Optional<String> issuer) ->
          issuer
              .map(address -> withIssuer(found, details, isNewEnough, address))
              .orElseGet(
                  () ->
                      needsIt(
                          found,
                          "workload identity takes an OIDC issuer, and the cluster tells none"));
      case Asked.Failed<Optional<String>> _, Asked.NotAsked<Optional<String>> _ ->
          Finding.unknown(
              Check.NEEDED_AT_ALL,
              "whether %s could sign in with workload identity cannot be told: %s; %s%s"
                  .formatted(
                      found.ref(),
                      cluster.oidcIssuer().why(),
                      image(isNewEnough),
                      prepared(found, details)),
              Advice.of(
                  "see whether the cluster has an OIDC issuer",
                  "kubectl",
                  "get",
                  "--raw",
                  "/.well-known/openid-configuration"));
    };
  }

  private static Finding withIssuer(
      ClusterFacts.Found found,
      WorkloadDetails details,
      Optional<Boolean> isNewEnough,
      String issuer) {
    if (!isPublic(issuer)) {
      return needsIt(
          found,
          "workload identity takes an OIDC issuer that Entra can ask, and the cluster's is %s"
              .formatted(issuer));
    }
    return Finding.note(
        Check.NEEDED_AT_ALL,
        "%s may not need it: the cluster has the OIDC issuer %s, %s%s, so it could sign in with"
                .formatted(found.ref(), issuer, image(isNewEnough), prepared(found, details))
            + " workload identity and have no token to renew",
        HOW);
  }

  private static Finding needsIt(ClusterFacts.Found found, String why) {
    return Finding.ok(Check.NEEDED_AT_ALL, "%s needs it: %s".formatted(found.ref(), why));
  }

  /// Whether that can be a name on the internet.
  private static boolean isPublic(String issuer) {
    try {
      String host = Optional.ofNullable(URI.create(issuer).getHost()).orElse("");
      return issuer.startsWith("https://") && host.contains(".") && !INTERNAL.matcher(host).find();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean signsInWithEntra(WorkloadDetails details) {
    return details.facts().sources().stream()
        .anyMatch(
            source ->
                source instanceof TokenSource.Literal literal
                    && literal.meaning() == TokenSource.Meaning.ENTRA);
  }

  /// Empty when the tag does not tell: `v2` is whatever it was when it was pulled.
  static Optional<Boolean> isNewEnough(String image) {
    Matcher version = VERSION.matcher(image);
    if (!version.find()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return Optional.of(major > SINCE_MAJOR || (major == SINCE_MAJOR && minor >= SINCE_MINOR));
  }

  private static String image(Optional<Boolean> isNewEnough) {
    return isNewEnough.isPresent()
        ? "its container is new enough"
        : "its container may be new enough (%s; the tag does not tell)".formatted(SINCE);
  }

  private static String prepared(ClusterFacts.Found found, WorkloadDetails details) {
    boolean annotated = found.identityAnnotated().told().orElse(false);
    if (details.pods().identityLabel()) {
      return annotated
          ? ", and pods and ServiceAccount are prepared for it"
          : ", and its pods carry the webhook's label";
    }
    return annotated ? ", and its ServiceAccount names an identity" : "";
  }
}
