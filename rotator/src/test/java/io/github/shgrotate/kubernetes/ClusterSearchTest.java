package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSearchTest {
  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: prod
      contexts:
      - {name: prod, context: {cluster: c1, user: u1, namespace: x}}
      - {name: test, context: {cluster: c2, user: u1}}
      - {name: lost, context: {cluster: nowhere, user: u1}}
      - {name: anybody, context: {cluster: c1, user: nobody}}
      - {name: alone, context: {cluster: c1}}
      - {name: bare, context: {user: u1}}
      clusters:
      - {name: c1, cluster: {server: "https://one:6443"}}
      - {name: c2, cluster: {server: "https://two:6443/prefix/"}}
      users:
      - {name: u1, user: {token: t0p-s3cret}}
      """;

  @TempDir Path dir;
  private final List<String> notices = new ArrayList<>();

  private ClusterAccess find(
      Optional<String> kubeconfig, Optional<String> context, Map<String, String> environment) {
    return ClusterSearch.find(
        new ClusterChoice(kubeconfig, context, environment, dir.resolve("home"), dir.resolve("sa")),
        new Network(Optional.empty(), ProxyRules.from(environment)),
        notices::add);
  }

  private ClusterAccess find(String kubeconfig, String context) {
    return find(
        Optional.of(kubeconfig), Optional.of(context).filter(name -> !name.isEmpty()), Map.of());
  }

  private Path write(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void pod() throws IOException {
    write("sa/token", "pod-token\n");
    write("sa/ca.crt", TestCertificate.PEM);
  }

  @Test
  void the_current_context_is_taken_and_described() throws IOException {
    Path file = write("config", GOOD);
    assertThat(find(file.toString(), ""))
        .hasToString("https://one:6443 (context prod of %s)".formatted(file));
  }

  @Test
  void another_context_can_be_chosen_and_a_path_of_the_server_is_kept() throws IOException {
    assertThat(find(write("config", GOOD).toString(), "test").server())
        .isEqualTo("https://two:6443/prefix");
  }

  @Test
  void a_context_without_a_user_signs_in_as_nobody() throws IOException {
    assertThat(find(write("config", GOOD).toString(), "alone").token()).isEmpty();
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good  | absent  | --context names absent, which is not there; its contexts are: prod, test, lost, anybody, alone, bare
          good  | lost    | its context lost names the cluster nowhere, which is not there
          good  | anybody | its context anybody names the user nobody, which is not there
          good  | bare    | its context bare names no cluster
          {contexts: [{name: a, context: {cluster: b}}]} | '' | it has no current-context; its contexts are: a
          {current-context: gone}                        | '' | current-context is gone, which is not there; it has no contexts at all
          just a text                                    | '' | it is no kubeconfig
          ''                                             | '' | it is no kubeconfig
          {token: s3cret, [                              | '' | it is not YAML (line 1)
          {current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {server: "host:6443"}}]}                                    | '' | "host:6443", which is no https:// or http:// address
          {current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {}}]}                                                       | '' | the server of cluster b is "", which is no
          {current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {server: "https://h", certificate-authority: gone.crt}}]}   | '' | certificate-authority of b names
          {current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {server: "https://h", certificate-authority-data: aGk=}}]}  | '' | certificate-authority of b holds no certificate
          {current-context: a, contexts: [{name: a, context: {cluster: b, user: u}}], clusters: [{name: b, cluster: {server: "https://h"}}], users: [{name: u, user: {client-key: k.pem}}]} | '' | client-key of u names
          {current-context: a, contexts: [{name: a, context: {cluster: b, user: u}}], clusters: [{name: b, cluster: {server: "https://h"}}], users: [{name: u, user: {as-uid: "1"}}]}       | '' | as-uid of u is not supported
          """)
  void a_kubeconfig_that_cannot_be_used_is_told(String content, String context, String why)
      throws IOException {
    Path file = write("config", content.equals("good") ? GOOD : content);
    Failure failure = Refused.by(() -> find(file.toString(), context));
    assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
    assertThat(failure.where()).isEqualTo(file.toString());
    assertThat(failure.why()).contains(why);
    assertThat(failure.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "'', /var/run/secrets/kubernetes.io/serviceaccount",
    "/pods/a, /pods/a/var/run/secrets/kubernetes.io/serviceaccount",
    "/pods/a/, /pods/a/var/run/secrets/kubernetes.io/serviceaccount"
  })
  void a_container_without_a_root_folder_of_its_own_finds_its_service_account_below_the_named_one(
      String root, Path mounted) {
    Map<String, String> environment =
        root.isEmpty() ? Map.of() : Map.of("CONTAINER_SANDBOX_MOUNT_POINT", root);

    assertThat(
            new ClusterChoice(Optional.empty(), Optional.empty(), environment, dir)
                .serviceAccount())
        .isEqualTo(mounted);
  }

  @Test
  void a_named_file_that_is_missing_is_an_error_even_in_a_pod() throws IOException {
    pod();
    write("home/.kube/config", GOOD);
    Path missing = dir.resolve("missing");
    Failure failure =
        Refused.by(
            () ->
                find(
                    Optional.of(missing.toString()),
                    Optional.empty(),
                    Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")));
    assertThat(failure.where()).isEqualTo(missing.toString());
    assertThat(failure.why()).isEqualTo("the file does not exist");
  }

  @Test
  void of_several_files_the_first_that_has_a_name_wins_and_a_missing_one_is_told()
      throws IOException {
    Path first =
        write(
            "first",
            """
            current-context: test
            clusters: [{name: c2, cluster: {server: "https://mine:6443"}}]
            """);
    Path missing = dir.resolve("missing");
    Path second = write("second", GOOD);
    String paths =
        String.join(File.pathSeparator, first.toString(), missing.toString(), second.toString());
    assertThat(find(paths, "").server()).isEqualTo("https://mine:6443");
    assertThat(notices)
        .containsExactly("kubeconfig %s does not exist: left out".formatted(missing));
  }

  @Test
  void in_a_pod_the_cluster_around_it_is_taken() throws IOException {
    pod();
    write("home/.kube/config", GOOD);
    ClusterAccess access =
        find(
            Optional.empty(),
            Optional.empty(),
            Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "6443"));
    assertThat(access).hasToString("https://10.0.0.1:6443 (in-cluster)");
    assertThat(access.trust()).isInstanceOf(Trust.OnlyThese.class);
    assertThat(access.token().orElseThrow().current()).isEqualTo("pod-token");
    Files.writeString(dir.resolve("sa/token"), "next");
    assertThat(access.token().orElseThrow().current()).isEqualTo("next");
    assertThat(notices)
        .singleElement()
        .asString()
        .contains(dir.resolve("home/.kube/config").toString(), "--kubeconfig or KUBECONFIG");
  }

  @Test
  void in_a_pod_without_a_kubeconfig_nothing_is_said() throws IOException {
    pod();
    find(Optional.empty(), Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"));
    assertThat(notices).isEmpty();
  }

  @Test
  void in_a_pod_the_address_may_be_of_version_6() throws IOException {
    pod();
    assertThat(
            find(Optional.empty(), Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "fd00::1"))
                .server())
        .isEqualTo("https://[fd00::1]:443");
  }

  @Test
  void a_pod_without_a_token_falls_to_the_users_own_kubeconfig() throws IOException {
    write("home/.kube/config", GOOD);
    assertThat(
            find(Optional.empty(), Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                .server())
        .isEqualTo("https://one:6443");
  }

  @Test
  void where_there_is_nothing_all_places_are_named() {
    Failure failure = Refused.by(() -> find(Optional.empty(), Optional.empty(), Map.of()));
    assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
    assertThat(failure.where())
        .contains("--kubeconfig", "KUBECONFIG", "sa/token", "home/.kube/config");
    assertThat(failure.why()).contains("KUBERNETES_SERVICE_HOST is not set");
  }

  @Test
  void a_token_file_that_is_missing_is_told_before_anything_is_sent() throws IOException {
    Path file = write("config", GOOD.replace("token: t0p-s3cret", "tokenFile: nowhere/token"));
    Failure failure = Refused.by(() -> find(file.toString(), ""));
    assertThat(failure.where()).isEqualTo(dir.resolve("nowhere/token").toString());
  }

  @Test
  void what_was_chosen_is_never_printed_with_its_secrets() throws IOException {
    ClusterAccess access = find(write("config", GOOD).toString(), "");
    assertThat(access.toString() + notices).doesNotContain("s3cret");
    assertThat(
            new ClusterChoice(
                    Optional.empty(), Optional.empty(), Map.of("SP_SECRET", "s3cret"), dir)
                .toString())
        .doesNotContain("s3cret");
  }
}
