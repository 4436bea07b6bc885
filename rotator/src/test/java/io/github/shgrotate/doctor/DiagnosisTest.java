package io.github.shgrotate.doctor;

import static io.github.shgrotate.doctor.Case.NOW;
import static io.github.shgrotate.doctor.Case.failure;
import static io.github.shgrotate.doctor.Case.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.doctor.ClusterFacts.DisruptionBudget;
import io.github.shgrotate.doctor.WorkloadDetails.Backup;
import io.github.shgrotate.doctor.WorkloadDetails.UpdateStrategy;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.status.Advice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which an installation can be wrong, and what is said of it.
class DiagnosisTest {
  /// One thing that is not as it should be.
  ///
  /// @param words what the sentence, the advice and the commands must hold
  record Row(String name, Check check, Level level, Consumer<Case> wrong, List<String> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(
      String name, Check check, Level level, Consumer<Case> wrong, String... words) {
    return new Row(name, check, level, wrong, List.of(words));
  }

  private static final Owner HELM =
      new Owner("Helm", "annotation meta.helm.sh/release-name", "create the Secret yourself");

  static Stream<Row> rows() {
    return Stream.of(azure(), cluster(), secret(), workload(), pods(), surroundings(), need())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> azure() {
    return Stream.of(
        row(
            "an unreadable certificate",
            Check.CREDENTIAL,
            Level.ERROR,
            it -> it.credential = new Asked.Failed<>(failure(Reason.CREDENTIAL_UNREADABLE)),
            "It failed (somewhere): of that"),
        row(
            "a certificate that ends soon",
            Check.CREDENTIAL,
            Level.WARNING,
            it -> it.credential = certificate(Duration.ofDays(9)),
            "ends in 9 days",
            "az ad app credential reset --append --id " + Case.CLIENT,
            "/sp.pem"),
        row(
            "a certificate that has ended by our clock only",
            Check.CREDENTIAL,
            Level.WARNING,
            it -> it.credential = certificate(Duration.ofDays(-1)),
            "ended 1 day ago"),
        row(
            "a certificate that has ended",
            Check.CREDENTIAL,
            Level.ERROR,
            it -> {
              it.credential = certificate(Duration.ofDays(-1));
              it.signIn = new Asked.Failed<>(failure(Reason.SIGN_IN_REFUSED));
            },
            "The client certificate has ended",
            "az ad app credential reset"),
        row(
            "a client secret",
            Check.CREDENTIAL,
            Level.NOTE,
            it ->
                it.credential =
                    new Asked.Told<>(
                        new CredentialFacts(
                            "app", "x", new CredentialFacts.End.KnownToEntra(Case.CLIENT))),
            "only Entra knows",
            "az ad app credential list --id " + Case.CLIENT),
        row(
            "a sign-in that is refused",
            Check.SIGN_IN,
            Level.ERROR,
            it -> it.signIn = new Asked.Failed<>(failure(Reason.CLIENT_SECRET_EXPIRED)),
            "It failed: of that",
            "mend it"),
        row(
            "a gateway that is not there",
            Check.GATEWAY_FOUND,
            Level.ERROR,
            it -> it.gateway = new Asked.Failed<>(failure(Reason.GATEWAY_NOT_FOUND)),
            "mend it"),
        row(
            "a gateway that may not be read",
            Check.GATEWAY_FOUND,
            Level.ERROR,
            it -> it.gateway = new Asked.Failed<>(failure(Reason.AZURE_PERMISSION_MISSING)),
            "az role assignment create --assignee " + Case.CLIENT,
            "--role 'API Management Service Contributor'",
            "/service/apim-contoso"),
        row(
            "a missing action",
            Check.AZURE_ACTIONS,
            Level.ERROR,
            it ->
                it.permissions =
                    new Asked.Told<>(List.of(new RolePermission(List.of("*/read"), List.of()))),
            Case.TOKEN,
            "have a token signed",
            "az role assignment create"),
        row(
            "an action that a role takes away",
            Check.AZURE_ACTIONS,
            Level.ERROR,
            it ->
                it.permissions =
                    new Asked.Told<>(
                        List.of(
                            new RolePermission(
                                List.of("*"), List.of("microsoft.apimanagement/*/action")))),
            Case.TOKEN),
        row(
            "permissions that may not be read",
            Check.AZURE_ACTIONS,
            Level.UNKNOWN,
            it -> it.permissions = new Asked.Failed<>(failure(Reason.AZURE_PERMISSION_MISSING)),
            "cannot be known without using it",
            "Microsoft.Authorization/permissions/read",
            "az role assignment list --assignee " + Case.CLIENT),
        row(
            "the right to revoke",
            Check.AZURE_ACTIONS,
            Level.ERROR,
            it -> it.revoke = true,
            "regenerateKey/action",
            "make the old key anew"));
  }

  private static Stream<Row> cluster() {
    return Stream.of(
        row(
            "no API server",
            Check.CLUSTER_REACHED,
            Level.ERROR,
            it -> it.reached = new Asked.Failed<>(failure(Reason.KUBERNETES_UNAVAILABLE)),
            "mend it"),
        row(
            "a sign-in that Kubernetes refuses",
            Check.CLUSTER_REACHED,
            Level.ERROR,
            it -> it.reached = new Asked.Failed<>(failure(Reason.KUBERNETES_SIGN_IN_REFUSED)),
            "kubectl auth whoami"),
        row(
            "no right to write the Secret",
            Check.CLUSTER_RIGHTS,
            Level.ERROR,
            it -> it.notGranted.add("patch on secrets/edge-eu-token"),
            "Patch on secrets/edge-eu-token in namespace apim is not granted",
            "store the new token",
            "kubectl create role apim-shg-rotate-secrets-edge-eu-token --verb=patch"
                + " --resource=secrets --resource-name=edge-eu-token -n apim",
            "kubectl create rolebinding apim-shg-rotate-secrets-edge-eu-token"
                + " --role=apim-shg-rotate-secrets-edge-eu-token --serviceaccount=apim:rotator"
                + " -n apim"),
        row(
            "no right to watch, for a user",
            Check.CLUSTER_RIGHTS,
            Level.WARNING,
            it -> {
              it.user = Optional.of("jane");
              it.notGranted.add("watch on deployments.apps/edge-eu");
            },
            "a rotation goes on",
            "--resource=deployments.apps --resource-name=edge-eu",
            "--user=jane"),
        row(
            "two rights on one object are one finding",
            Check.CLUSTER_RIGHTS,
            Level.ERROR,
            it -> {
              it.notGranted.add("watch on deployments.apps/edge-eu");
              it.notGranted.add("patch on deployments.apps/edge-eu");
            },
            "--verb=patch,watch"),
        row(
            "no right to list pods",
            Check.CLUSTER_RIGHTS,
            Level.WARNING,
            it -> it.notGranted.add("list on pods"),
            "prove that every pod runs on the token",
            "kubectl create role apim-shg-rotate-pods --verb=list --resource=pods -n apim"),
        row(
            "the same to revoke",
            Check.CLUSTER_RIGHTS,
            Level.ERROR,
            it -> {
              it.revoke = true;
              it.permissions =
                  new Asked.Told<>(List.of(new RolePermission(List.of("*"), List.of())));
              it.notGranted.add("list on pods");
            }));
  }

  private static Stream<Row> secret() {
    return Stream.of(
        row(
            "no Secret",
            Check.SECRET_FOUND,
            Level.ERROR,
            it -> it.secretFailure = Optional.of(failure(Reason.SECRET_NOT_FOUND)),
            "kubectl create secret generic edge-eu-token -n apim"),
        row(
            "an immutable Secret",
            Check.SECRET_FIT,
            Level.ERROR,
            it -> it.immutable = true,
            "it is marked immutable",
            "kubectl delete secret edge-eu-token -n apim",
            "kubectl create secret generic edge-eu-token -n apim"),
        row(
            "a Secret of Kubernetes",
            Check.SECRET_FIT,
            Level.ERROR,
            it -> it.type = "kubernetes.io/tls",
            "kubernetes.io/tls",
            "kubectl create secret generic NEW_SECRET"),
        row(
            "a key record that is none",
            Check.SECRET_FIT,
            Level.ERROR,
            it -> it.lastUsedKey = Optional.of("third"),
            "\"third\"",
            "kubectl annotate secret edge-eu-token --overwrite last-used-key=primary -n apim"),
        row(
            "a Secret of Helm",
            Check.SECRET_OWNER,
            Level.WARNING,
            it -> it.owners = List.of(HELM),
            "Helm writes it too",
            "create the Secret yourself"),
        row(
            "a Secret of Helm where that is refused",
            Check.SECRET_OWNER,
            Level.ERROR,
            it -> {
              it.owners = List.of(HELM);
              it.strict = true;
            },
            "create the Secret yourself"),
        row(
            "an empty Secret",
            Check.STORED_TOKEN,
            Level.NOTE,
            it -> it.text = new TokenText.Absent(),
            "data key value holds nothing yet"),
        row(
            "a text that is no token",
            Check.STORED_TOKEN,
            Level.WARNING,
            it -> it.text = new TokenText.Unreadable("it has no parts"),
            "it has no parts"),
        row(
            "a token of another gateway",
            Check.STORED_TOKEN,
            Level.WARNING,
            it -> it.text = token("edge-us", Duration.ofDays(6)),
            "a token of gateway edge-us, and this is edge-eu"),
        row(
            "a token that has ended",
            Check.STORED_TOKEN,
            Level.WARNING,
            it -> it.text = token("edge-eu", Duration.ZERO),
            "ended at 2026-11-24T10:00:00Z"));
  }

  private static Stream<Row> workload() {
    return Stream.of(
        row(
            "no workload is named",
            Check.WORKLOAD_FOUND,
            Level.NOTE,
            it -> it.named = false,
            "only the Secret is renewed",
            "--k8s-object"),
        row(
            "no such workload",
            Check.WORKLOAD_FOUND,
            Level.ERROR,
            it -> it.workloadFailure = Optional.of(failure(Reason.WORKLOAD_NOT_FOUND)),
            "kubectl get deployments,statefulsets,daemonsets -n apim"),
        row(
            "another Secret is read",
            Check.TOKEN_SOURCE,
            Level.ERROR,
            it ->
                it.source =
                    new TokenSource.SecretKey("edge-eu", "config.service.auth", "other", "value"),
            "deployment/edge-eu does not read its token from Secret apim/edge-eu-token",
            "--token-secret"),
        row(
            "nothing is said of where the token is",
            Check.TOKEN_SOURCE,
            Level.WARNING,
            it -> it.source = new TokenSource.WholeSecret("edge-eu", "another", ""),
            "does not mention config.service.auth",
            "secretKeyRef {name: edge-eu-token, key: value}"),
        row(
            "a gateway of Entra",
            Check.TOKEN_SOURCE,
            Level.ERROR,
            it ->
                it.source =
                    new TokenSource.Literal(
                        "edge-eu", "config.service.auth", TokenSource.Meaning.ENTRA),
            "has no gateway token"),
        row(
            "a paused Deployment",
            Check.ROLLOUT,
            Level.ERROR,
            it -> it.paused = true,
            "deployment/edge-eu is paused",
            "kubectl rollout resume deployment/edge-eu -n apim"),
        row(
            "a StatefulSet with OnDelete",
            Check.ROLLOUT,
            Level.ERROR,
            it -> {
              it.kind = WorkloadKind.STATEFUL_SET;
              it.strategy = new UpdateStrategy.OnDelete();
            },
            "kubectl patch statefulset/edge-eu --type=merge -p"
                + " '{\"spec\":{\"updateStrategy\":{\"type\":\"RollingUpdate\"}}}' -n apim"),
        row(
            "the same for who does not wait",
            Check.ROLLOUT,
            Level.NOTE,
            it -> {
              it.kind = WorkloadKind.STATEFUL_SET;
              it.strategy = new UpdateStrategy.OnDelete();
              it.awaitRollout = false;
            },
            "OnDelete"),
        row(
            "a StatefulSet with a partition",
            Check.ROLLOUT,
            Level.ERROR,
            it -> {
              it.kind = WorkloadKind.STATEFUL_SET;
              it.strategy = new UpdateStrategy.OneByOne(2);
            },
            "partition 2",
            "{\"partition\":0}"),
        row(
            "Recreate",
            Check.UPDATE_STRATEGY,
            Level.WARNING,
            it -> it.strategy = new UpdateStrategy.Recreate(),
            "requests fail",
            "kubectl patch deployment/edge-eu --type=merge -p",
            "\"maxUnavailable\":0,\"maxSurge\":1"),
        row(
            "one pod that is stopped first",
            Check.UPDATE_STRATEGY,
            Level.WARNING,
            it -> {
              it.replicas = 1;
              it.strategy = new UpdateStrategy.Rolling(1, 0);
            },
            "1 of its 1 pod",
            "requests fail meanwhile"),
        row(
            "half of the pods may be missing",
            Check.UPDATE_STRATEGY,
            Level.WARNING,
            it -> {
              it.replicas = 2;
              it.strategy = new UpdateStrategy.Rolling(1, 1);
            },
            "can the others take it all?"),
        row(
            "one of many may be missing",
            Check.UPDATE_STRATEGY,
            Level.NOTE,
            it -> {
              it.replicas = 8;
              it.strategy = new UpdateStrategy.Rolling(1, 1);
            },
            "1 of its 8 pods"),
        row(
            "a StatefulSet of one pod",
            Check.UPDATE_STRATEGY,
            Level.WARNING,
            it -> {
              it.kind = WorkloadKind.STATEFUL_SET;
              it.replicas = 1;
              it.strategy = new UpdateStrategy.OneByOne(0);
            },
            "kubectl scale statefulset/edge-eu --replicas=2 -n apim"),
        row(
            "a DaemonSet",
            Check.UPDATE_STRATEGY,
            Level.NOTE,
            it -> {
              it.kind = WorkloadKind.DAEMON_SET;
              it.strategy = new UpdateStrategy.Rolling(1, 0);
            },
            "on 1 of 3 nodes at a time",
            "kubectl patch daemonset/edge-eu"),
        row(
            "one pod",
            Check.REPLICAS,
            Level.NOTE,
            it -> it.replicas = 1,
            "kubectl scale deployment/edge-eu --replicas=2 -n apim"),
        row("no pod", Check.REPLICAS, Level.NOTE, it -> it.replicas = 0, "nothing to prove"),
        row(
            "a workload that Argo CD syncs",
            Check.WORKLOAD_OWNER,
            Level.NOTE,
            it -> it.workloadOwners = List.of(new Owner("Argo CD", "label x", "ignore it")),
            "Argo CD writes deployment/edge-eu too",
            "ignore it"));
  }

  private static Stream<Row> pods() {
    return Stream.of(
        row(
            "no readiness probe",
            Check.READINESS,
            Level.WARNING,
            it -> it.readinessProbe = false,
            "container edge-eu of deployment/edge-eu",
            "\"path\":\"/status-0123456789abcdef\",\"port\":8080"),
        row(
            "too little time to end requests",
            Check.SHUTDOWN,
            Level.WARNING,
            it -> it.grace = Duration.ofSeconds(10),
            "only 10 s",
            "\"terminationGracePeriodSeconds\":60"),
        row(
            "Kubernetes' default",
            Check.SHUTDOWN,
            Level.NOTE,
            it -> it.grace = Duration.ofSeconds(30),
            "only 30 s"),
        row(
            "no disruption budget",
            Check.DISRUPTION_BUDGET,
            Level.NOTE,
            it -> it.budgets = new Asked.Told<>(List.of()),
            "kubectl create poddisruptionbudget edge-eu --max-unavailable=1 --selector=app=edge-eu"
                + " -n apim"),
        row(
            "a budget that lets nothing go",
            Check.DISRUPTION_BUDGET,
            Level.NOTE,
            it -> it.budgets = new Asked.Told<>(List.of(new DisruptionBudget("b", 3, 3))),
            "does not stop a rotation",
            "kubectl patch poddisruptionbudget/b"),
        row(
            "budgets that may not be listed",
            Check.DISRUPTION_BUDGET,
            Level.UNKNOWN,
            it -> it.budgets = new Asked.Failed<>(failure(Reason.KUBERNETES_PERMISSION_MISSING)),
            "kubectl get poddisruptionbudgets -n apim"),
        row(
            "no backup",
            Check.CONFIGURATION_BACKUP,
            Level.NOTE,
            it -> it.backup = Backup.NONE,
            "serves nothing",
            "/apim/config"),
        row(
            "a backup that ends with its pod",
            Check.CONFIGURATION_BACKUP,
            Level.NOTE,
            it -> it.backup = Backup.ENDS_WITH_POD,
            "ends with the pod"));
  }

  private static Stream<Row> surroundings() {
    return Stream.of(
        row(
            "this clock is wrong",
            Check.CLOCKS,
            Level.WARNING,
            it -> {
              it.gateway = new Asked.Told<>(new GatewayFacts(NOW, Duration.ofDays(2)));
              it.serverAhead = Optional.of(Duration.ofDays(-2));
            },
            "this machine's clock is 2 days ahead of Azure's"),
        row(
            "the cluster's clock is wrong",
            Check.CLOCKS,
            Level.WARNING,
            it -> it.serverAhead = Optional.of(Duration.ofHours(-3)),
            "the Kubernetes API's clock is 2 h 59 min behind Azure's"),
        row(
            "a proxy",
            Check.PROXIES,
            Level.OK,
            it -> it.routes = List.of(new Route("management.azure.com", Optional.of("p:3128"))),
            "management.azure.com is asked through the proxy p:3128"));
  }

  private static Stream<Row> need() {
    return Stream.of(
        row(
            "workload identity is possible",
            Check.NEEDED_AT_ALL,
            Level.NOTE,
            it -> it.image = "mcr.microsoft.com/azure-api-management/gateway:v2.11.0",
            "may not need it",
            "its container is new enough",
            "self-hosted-gateway-enable-workload-identity"),
        row(
            "a tag that moves",
            Check.NEEDED_AT_ALL,
            Level.NOTE,
            it -> {
              it.image = "mcr.microsoft.com/azure-api-management/gateway:v2";
              it.identityLabel = true;
              it.identityAnnotated = new Asked.Told<>(true);
            },
            "may be new enough",
            "pods and ServiceAccount are prepared for it"),
        row(
            "a tag with a number as long as a date",
            Check.NEEDED_AT_ALL,
            Level.NOTE,
            it -> it.image = "mcr.microsoft.com/azure-api-management/gateway:20251124100000.1",
            "may be new enough"),
        row(
            "an old container",
            Check.NEEDED_AT_ALL,
            Level.OK,
            it -> {},
            "needs it: workload identity takes container 2.11 or later"),
        row(
            "no issuer",
            Check.NEEDED_AT_ALL,
            Level.OK,
            it -> {
              it.image = "gateway:2.12.0";
              it.issuer = new Asked.Told<>(Optional.empty());
            },
            "the cluster tells none"),
        row(
            "an issuer that Entra cannot ask",
            Check.NEEDED_AT_ALL,
            Level.OK,
            it -> {
              it.image = "gateway:2.12.0";
              it.issuer =
                  new Asked.Told<>(Optional.of("https://kubernetes.default.svc.cluster.local"));
            },
            "that Entra can ask"),
        row(
            "an issuer that may not be asked for",
            Check.NEEDED_AT_ALL,
            Level.UNKNOWN,
            it -> {
              it.image = "gateway:2.12.0";
              it.issuer = new Asked.Failed<>(failure(Reason.KUBERNETES_PERMISSION_MISSING));
            },
            "kubectl get --raw /.well-known/openid-configuration"),
        row(
            "no token at all",
            Check.NEEDED_AT_ALL,
            Level.NOTE,
            it ->
                it.source =
                    new TokenSource.Literal(
                        "edge-eu", "config.service.auth", TokenSource.Meaning.ENTRA),
            "signs in with Microsoft Entra",
            "remove this rotation"));
  }

  private static Asked<CredentialFacts> certificate(Duration left) {
    return new Asked.Told<>(
        new CredentialFacts(
            "app", "x", new CredentialFacts.End.At(Case.CLIENT, "/sp.pem", NOW.plus(left))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void what_is_wrong_is_found_and_what_mends_it_is_told(Row row) {
    Case installation = new Case();
    row.wrong.accept(installation);

    List<Finding> findings =
        Diagnosis.of(installation.examined()).findings().stream()
            .filter(finding -> finding.check() == row.check)
            .filter(finding -> finding.level() == row.level)
            .filter(finding -> row.words.stream().allMatch(said(finding)::contains))
            .toList();

    assertThat(findings).as(() -> told(installation)).hasSize(1);
  }

  @Test
  void every_check_can_say_something_bad() {
    Set<Check> wrong = rows().map(Row::check).collect(Collectors.toSet());

    assertThat(wrong).isEqualTo(EnumSet.allOf(Check.class));
  }

  @Test
  void of_a_healthy_installation_all_checks_say_that_it_is_well() {
    Diagnosis diagnosis = Diagnosis.of(new Case().examined());

    assertThat(diagnosis.findings())
        .as(() -> told(new Case()))
        .allMatch(finding -> finding.level() == Level.OK);
    assertThat(diagnosis.findings().stream().map(Finding::check).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Check.class));
    assertThat(diagnosis.failure()).isEmpty();
  }

  @Test
  void of_several_errors_the_one_that_a_rotation_meets_first_decides() {
    Case installation = new Case();
    installation.signIn = new Asked.Failed<>(failure(Reason.SIGN_IN_REFUSED));
    installation.paused = true;
    assertThat(reason(installation)).contains(Reason.SIGN_IN_REFUSED);

    installation.secretFailure = Optional.of(failure(Reason.SECRET_NOT_FOUND));
    assertThat(reason(installation)).contains(Reason.SECRET_NOT_FOUND);

    installation.reached = new Asked.Failed<>(failure(Reason.KUBERNETES_UNAVAILABLE));
    assertThat(reason(installation)).contains(Reason.KUBERNETES_UNAVAILABLE);
  }

  @Test
  void what_depends_on_something_that_failed_is_told_as_not_checked() {
    Case installation = new Case();
    installation.reached = new Asked.Failed<>(failure(Reason.KUBERNETES_UNAVAILABLE));
    installation.signIn = new Asked.Failed<>(failure(Reason.SIGN_IN_REFUSED));
    installation.gateway = new Asked.NotAsked<>("there is no sign-in to Azure");
    installation.permissions = new Asked.NotAsked<>("there is no sign-in to Azure");

    List<Finding> findings = Diagnosis.of(installation.examined()).findings();

    assertThat(findings)
        .filteredOn(finding -> finding.what().startsWith("not checked: "))
        .extracting(Finding::check)
        .contains(
            Check.SECRET_FOUND,
            Check.SECRET_FIT,
            Check.SECRET_OWNER,
            Check.STORED_TOKEN,
            Check.WORKLOAD_FOUND,
            Check.TOKEN_SOURCE,
            Check.CLUSTER_RIGHTS,
            Check.GATEWAY_FOUND,
            Check.AZURE_ACTIONS,
            Check.CLOCKS,
            Check.NEEDED_AT_ALL);
  }

  @Test
  void findings_are_told_by_section_and_in_the_order_of_the_checks() {
    List<Finding> findings = Diagnosis.of(new Case().examined()).findings();

    assertThat(findings.stream().map(finding -> finding.check().section()).toList()).isSorted();
  }

  private static Optional<Reason> reason(Case installation) {
    return Diagnosis.of(installation.examined()).failure().map(Failure::reason);
  }

  private static String said(Finding finding) {
    return finding.what()
        + "\n"
        + finding.next().stream()
            .map(advice -> advice.sentence() + "\n" + line(advice))
            .collect(Collectors.joining("\n"));
  }

  private static String line(Advice advice) {
    return advice.commandLine();
  }

  private static String told(Case installation) {
    return Diagnosis.of(installation.examined()).findings().stream()
        .map(finding -> finding.check() + " " + finding.level() + " " + said(finding))
        .collect(Collectors.joining("\n"));
  }
}
