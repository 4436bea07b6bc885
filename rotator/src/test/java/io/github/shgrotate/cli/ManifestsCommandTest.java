package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ManifestsCommandTest {
  private static final String GUID = "2006d617-bee2-430e-8239-c83634af2fef";
  private static final String POD = "/spec/jobTemplate/spec/template/spec";
  private static final List<String> GATEWAY =
      List.of("-s", GUID, "-r", "rg", "-a", "apim", "-g", "gw", "-n", "ns", "-t", "token");

  @TempDir Path folder;

  // What deploy/ holds.

  static Stream<Arguments> deployed() {
    return Stream.of(
        Arguments.of("rbac.yaml", "--login-method sp --only rbac"),
        Arguments.of("networkpolicy.yaml", "--only networkpolicy"),
        Arguments.of("cronjob.yaml", "--login-method sp --only cronjob"),
        Arguments.of("cronjob-workload-identity.yaml", "--only cronjob"),
        Arguments.of("azure-role.json", "--only azure-role"));
  }

  @ParameterizedTest
  @MethodSource("deployed")
  void deploy_is_what_it_prints(String file, String flags) throws IOException {
    String printed = printed(Map.of(), ("--sample " + flags).split(" ", -1));

    assertThat(printed)
        .as("apim-shg-rotate manifests --sample %s > deploy/%s".formatted(flags, file))
        .isEqualTo(Files.readString(Path.of("../deploy", file)));
  }

  @Test
  void what_is_given_is_not_marked_as_a_sample() {
    assertThat(ofGateway("-o", "deployment/gw", "-c", GUID, "--image", "r.example/rotate:1"))
        .doesNotContain("<-");
    assertThat(printed(Map.of(), "--sample", "-g", "mine"))
        .contains("value: mine\n", "value: rg-edge # <-\n");
  }

  // Rights.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -o deployment/a                          | secrets/token get patch; apps/deployments/a get patch watch; pods list; events create
          -o sts/a,ds/b                            | secrets/token get patch; apps/statefulsets/a get patch watch; apps/daemonsets/b get patch watch; pods list; events create
          -o deployment/a -o deployment/b          | secrets/token get patch; apps/deployments/a,b get patch watch; pods list; events create
          -o deployment/a --no-wait                | secrets/token get patch; apps/deployments/a get patch; events create
          -o deployment/a --check-logs             | secrets/token get patch; apps/deployments/a get patch watch; pods list; pods/log get; events create
          -o deployment/a --check-logs --no-wait   | secrets/token get patch; apps/deployments/a get patch; events create
          --hold 1m                                | secrets/token get patch; events create
          """)
  void a_role_grants_what_the_options_need(String flags, String rights) {
    JsonNode role = only("Role", printed(Map.of(), flags(flags + " -c " + GUID)));

    assertThat(grants(role)).isEqualTo(rights);
    assertThat(role.at("/metadata/namespace").asText()).isEqualTo("ns");
  }

  @ParameterizedTest
  @CsvSource({
    "'', read generateToken/action",
    "--prove-signature, read generateToken/action listKeys/action",
    "--revoke-old-key, read generateToken/action regenerateKey/action",
    "--prove-signature --revoke-old-key, read generateToken/action listKeys/action"
        + " regenerateKey/action"
  })
  void the_azure_role_has_the_actions_that_the_options_need(String flags, String actions)
      throws IOException {
    String text =
        printed(Map.of(), flags("-o deployment/a --only azure-role -c " + GUID + " " + flags));
    JsonNode role = new ObjectMapper().readTree(text);

    assertThat(texts(role.path("Actions")))
        .isEqualTo(
            Arrays.stream(actions.split(" ", -1))
                .map(action -> "Microsoft.ApiManagement/service/gateways/" + action)
                .toList());
    assertThat(texts(role.path("AssignableScopes")))
        .containsExactly("/subscriptions/" + GUID + "/resourceGroups/rg");
  }

  @Test
  void roles_with_other_actions_have_other_names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (String flags :
        List.of(
            "", "--prove-signature", "--revoke-old-key", "--prove-signature --revoke-old-key")) {
      String role =
          printed(Map.of(), flags("-o deployment/a --only azure-role -c " + GUID + " " + flags));
      names.add(new ObjectMapper().readTree(role).path("Name").asText());
    }

    assertThat(names).hasSize(4);
  }

  // The container.

  @Test
  void what_was_given_reaches_the_container_in_its_environment() {
    JsonNode cronJob =
        only(
            "CronJob",
            ofGateway(
                "-o",
                "deployment/a",
                "-o",
                "sts/b",
                "-c",
                GUID,
                "--hold",
                "1m",
                "--check-logs",
                "--azure-cloud",
                "china",
                "-O",
                "json",
                "--rollout-timeout",
                "20m"));

    assertThat(variable(cronJob, "K8S_OBJECT")).contains("deployment/a,sts/b");
    assertThat(variable(cronJob, "HOLD")).contains("1m");
    assertThat(variable(cronJob, "CHECK_LOGS")).contains("true");
    assertThat(variable(cronJob, "AZURE_CLOUD")).contains("china");
    assertThat(texts(container(cronJob).path("args"))).containsExactly("--output", "json");
    // Two workloads, each 20 minutes and one of holding; 5 for all else; three attempts.
    assertThat(cronJob.at("/spec/jobTemplate/spec/activeDeadlineSeconds").asInt())
        .isEqualTo(3 * (2 * 21 + 5) * 60);
  }

  @Test
  void a_cronjob_renews_when_it_is_due_and_not_at_every_run() {
    JsonNode cronJob = only("CronJob", ofGateway("-c", GUID));

    assertThat(variable(cronJob, "RENEW_BEFORE")).contains("10d");
    assertThat(variable(cronJob, "TOKEN_KEY")).contains("rotate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(NAMESPACE)",
        "$$(A)",
        "true",
        "0x10",
        "a: b",
        "o'neil \"x\"",
        "- {a}",
        "*",
        "two\u2028lines",
        "\uD83D\uDE00 ü",
        " "
      })
  void any_name_that_azure_allows_reaches_the_container_as_it_is(String name) {
    String printed = ofGateway("-g", name, "-c", GUID, "-r", "(rg).1");

    JsonNode cronJob = only("CronJob", printed);
    assertThat(variable(cronJob, "APIM_GATEWAY").map(ManifestsCommandTest::expanded))
        .contains(name);
    assertThat(variable(cronJob, "RESOURCE_GROUP")).contains("(rg).1");
    // In which letters Java reads it is the image's business.
    assertThat(variable(cronJob, "LANG")).isEmpty();
    assertThat(documents(printed).map(each -> each.path("kind").asText()))
        .containsExactly("ServiceAccount", "Role", "RoleBinding", "NetworkPolicy", "CronJob");
  }

  @Test
  void a_name_that_looks_like_a_number_is_a_text_wherever_it_stands() {
    String printed =
        printed(
            Map.of(),
            flags("-n 123 -t 456 -o deployment/0x1 --name 789 --service-account 1e3 -c " + GUID));

    JsonNode role = only("Role", printed);
    assertThat(role.at("/metadata/namespace").isTextual()).isTrue();
    assertThat(role.at("/rules/0/resourceNames/0").isTextual()).isTrue();
    assertThat(role.at("/rules/1/resourceNames/0").isTextual()).isTrue();
    assertThat(only("RoleBinding", printed).at("/subjects/0/name").isTextual()).isTrue();
    assertThat(only("CronJob", printed).at("/metadata/name").isTextual()).isTrue();
    assertThat(only("CronJob", printed).at(POD + "/serviceAccountName").isTextual()).isTrue();
    assertThat(
            only("NetworkPolicy", printed)
                .at("/spec/podSelector/matchLabels/app.kubernetes.io~1instance")
                .isTextual())
        .isTrue();
  }

  @Test
  void the_network_policy_selects_the_pod() {
    String printed = ofGateway("--name", "edge", "-c", GUID);
    JsonNode labels =
        only("CronJob", printed).at("/spec/jobTemplate/spec/template/metadata/labels");

    only("NetworkPolicy", printed)
        .at("/spec/podSelector/matchLabels")
        .properties()
        .forEach(each -> assertThat(labels.path(each.getKey())).isEqualTo(each.getValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 53 443 6443",
    "--probe-url http://gw:8080/, 53 443 6443 8080",
    "--probe-url http://{podIP}/, 53 80 443 6443",
    "--arm-endpoint https://arm.local:8443 --authority-host https://entra.local:9443, 53 443 6443"
        + " 8443 9443"
  })
  void the_network_policy_lets_out_what_the_options_ask(String flags, String ports) {
    JsonNode policy =
        only("NetworkPolicy", printed(Map.of(), flags("-o deployment/a -c " + GUID + " " + flags)));

    TreeSet<Integer> open = new TreeSet<>();
    policy.at("/spec/egress/0/ports").forEach(each -> open.add(each.path("port").asInt()));
    assertThat(open)
        .containsExactlyElementsOf(
            Arrays.stream(ports.split(" ", -1)).map(Integer::valueOf).toList());
    assertThat(policy.at("/spec/egress")).hasSize(1);
    assertThat(texts(policy.at("/spec/policyTypes"))).containsExactly("Ingress", "Egress");
    assertThat(policy.at("/spec/ingress")).isEmpty();
  }

  // Signing in.

  @ParameterizedTest
  @CsvSource({
    "SP_SECRET, --login-method sp",
    "AZURE_CLIENT_SECRET, ''",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD, --client-secret-file /home/me/sp.pfx",
    "SP_SECRET, --login-method workload-identity"
  })
  void a_secret_that_was_given_is_in_nothing_that_is_printed(String variable, String flags) {
    Screen screen = Screen.with(Map.of(variable, "s3cr3t-value"));

    Exit exit = run(screen, flags("--tenant contoso.com -c " + GUID + " " + flags));

    assertThat(exit.number()).as(screen.err()).isZero();
    assertThat(screen.out() + screen.err()).doesNotContain("s3cr3t-value");
    assertThat(screen.out()).contains("kind: CronJob");
  }

  @Test
  void a_client_secret_is_taken_from_a_secret_and_the_command_that_makes_it_is_told() {
    String printed = printed(Map.of("SP_SECRET", "x1"), flags("--tenant contoso.com -c " + GUID));
    JsonNode cronJob = only("CronJob", printed);

    assertThat(
            StreamSupport.stream(container(cronJob).path("env").spliterator(), false)
                .filter(each -> each.path("name").asText().equals("SP_SECRET"))
                .map(each -> each.at("/valueFrom/secretKeyRef/name").asText()))
        .containsExactly("apim-shg-rotate-azure");
    assertThat(printed)
        .contains(
            "kubectl -n ns create secret generic apim-shg-rotate-azure"
                + " --from-file=client-secret=/dev/stdin");
  }

  @Test
  void a_certificate_is_mounted_where_its_variable_says() {
    JsonNode cronJob =
        only(
            "CronJob",
            printed(
                Map.of("AZURE_CLIENT_CERTIFICATE_PASSWORD", "x"),
                flags("--tenant contoso.com --client-secret-file ./sp.pfx -c " + GUID)));

    String mount = container(cronJob).at("/volumeMounts/0/mountPath").asText();
    assertThat(variable(cronJob, "SP_SECRET_FILE")).contains(mount + "/client-secret");
    assertThat(cronJob.at(POD + "/volumes/0/secret/secretName").asText())
        .isEqualTo("apim-shg-rotate-azure");
    assertThat(cronJob.at(POD + "/securityContext/fsGroup").asInt()).isEqualTo(65532);
  }

  @Test
  void workload_identity_is_what_is_meant_where_nothing_is_said() {
    String printed = ofGateway("-c", GUID);

    assertThat(
            only("ServiceAccount", printed)
                .at("/metadata/annotations/azure.workload.identity~1client-id")
                .asText())
        .isEqualTo(GUID);
    assertThat(variable(only("CronJob", printed), "LOGIN_METHOD")).contains("workload-identity");
  }

  @Test
  void a_managed_identity_may_be_asked_for_at_its_address() {
    String printed = ofGateway("-l", "identity");

    assertThat(only("NetworkPolicy", printed).at("/spec/egress/1/to/0/ipBlock/cidr").asText())
        .isEqualTo("169.254.169.254/32");
    assertThat(variable(only("CronJob", printed), "LOGIN_METHOD")).contains("identity");
  }

  @Test
  void what_this_machine_trusts_is_not_what_the_pod_needs() {
    Screen screen = Screen.with(Map.of("SSL_CERT_FILE", "/home/me/proxy.pem"));

    run(screen, flags("-l identity"));

    assertThat(screen.out()).contains("kind: CronJob").doesNotContain("roots");
    assertThat(screen.err()).contains("notice   SSL_CERT_FILE is of this machine and left out");
  }

  @Test
  void what_the_environment_says_is_told() {
    Screen screen = Screen.with(Map.of("HOLD", "1m", "AZURE_CLIENT_ID", GUID, "DEBUG", "true"));

    run(screen, flags("-l identity"));

    assertThat(screen.err())
        .contains("notice   taken from the environment: AZURE_CLIENT_ID, HOLD, DEBUG\n");
  }

  @Test
  void what_is_to_be_done_besides_applying_it_is_told() {
    Screen screen = Screen.away();
    run(screen, flags("-l identity --ca-file roots.pem"));
    Screen other = Screen.away();
    run(other, flags("-l identity --image r.example/rotate:1"));

    assertThat(screen.err())
        .contains("notice   no --image is given: apim-shg-rotate:0.1.0 names no registry")
        .contains("notice   no pod starts before the ConfigMap apim-shg-rotate-roots is made");
    assertThat(other.err()).isEmpty();
  }

  @Test
  void a_default_is_not_told_as_if_it_had_been_given() {
    assertThat(mistakes(flags("-l identity --token-lifetime 9d")))
        .contains("not given: --renew-before (RENEW_BEFORE); its default, 10d, is not less than")
        .doesNotContain("or every run would renew");
    assertThat(printed(Map.of(), flags("-l identity --token-lifetime 9d --renew-before 3d")))
        .contains("value: 3d");
  }

  @Test
  void a_comment_is_about_the_life_that_tokens_have() {
    assertThat(ofGateway("-l", "identity")).contains("A token lives 29 days");
    assertThat(ofGateway("-l", "identity", "--token-lifetime", "20d"))
        .doesNotContain("A token lives 29 days");
  }

  @Test
  void the_commands_for_azure_go_with_a_principal_that_was_just_made() {
    assertThat(ofGateway("-c", GUID))
        .contains(
            "#   az role assignment create --assignee-object-id \"$(az ad sp show --id "
                + GUID
                + " --query id --output tsv)\" --assignee-principal-type ServicePrincipal --role"
                + " 'API Management gateway token rotation' --scope /subscriptions/"
                + GUID)
        .contains("RoleDefinitionWithSameNameExists", "az role definition update");
    assertThat(ofGateway("-l", "identity")).contains("--assignee-object-id PRINCIPAL_ID ");
  }

  // A file.

  @Test
  void two_installations_in_one_foreign_namespace_have_roles_of_their_own() throws IOException {
    String text = document("a", "shared") + "---\n" + document("b", "ops");

    String printed = printed(Map.of(), file(text), "-n", "ops", "-l", "identity");

    assertThat(
            documents(printed)
                .filter(each -> each.path("kind").asText().startsWith("Role"))
                .map(each -> named(each) + " " + each.at("/metadata/name").asText()))
        .containsExactly(
            "Role ops apim-shg-rotate",
            "RoleBinding ops apim-shg-rotate",
            "Role shared apim-shg-rotate-ops",
            "RoleBinding shared apim-shg-rotate-ops");
    assertThat(documents(printed).filter(each -> each.path("kind").asText().equals("RoleBinding")))
        .allMatch(each -> each.at("/roleRef/name").equals(each.at("/metadata/name")));
  }

  @Test
  void a_file_that_kubectl_cannot_note_down_is_told() throws IOException {
    Screen screen = Screen.away();

    Exit exit =
        run(screen, file(document("a", "one") + "# mine\n".repeat(30_000)), "-l", "identity");

    assertThat(exit).isEqualTo(ExitCode.NOTHING_OWED);
    assertThat(screen.err()).contains("notice   the file has 205 KiB", "--server-side");
  }

  @Test
  void a_file_that_no_configmap_holds_is_a_mistake() throws IOException {
    assertThat(mistakes(file(document("a", "one") + "# mine\n".repeat(150_000)), "-l", "identity"))
        .contains("--file: with 1025 KiB it is too large for a ConfigMap");
  }

  /// As many side by side as the program begins with: 40 of 10 minutes are two and a half times 16.
  @ParameterizedTest
  @CsvSource({"'', 25 + 10 + 5", "--concurrency=64, 25 + 10 + 5", "--concurrency=4, 100 + 10 + 5"})
  void a_file_has_the_time_that_it_takes(String flag, String minutes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append("---\n").append(document("gw" + i, "one"));
    }
    List<String> arguments = new ArrayList<>(List.of(file(text.toString()), "-l", "identity"));
    if (!flag.isEmpty()) {
      arguments.add(flag);
    }

    JsonNode cronJob = only("CronJob", printed(Map.of(), arguments.toArray(String[]::new)));

    assertThat(cronJob.at("/spec/jobTemplate/spec/activeDeadlineSeconds").asInt())
        .isEqualTo(
            3 * 60 * Arrays.stream(minutes.split(" \\+ ", -1)).mapToInt(Integer::parseInt).sum());
  }

  @Test
  void a_file_becomes_one_cronjob_and_a_role_for_each_namespace() throws IOException {
    String text = "# mine: ü\n" + document("a", "one") + "---\n" + document("b", "two");
    String printed = printed(Map.of(), file(text), "-n", "ops", "-l", "identity");

    assertThat(documents(printed).map(ManifestsCommandTest::named))
        .containsExactly(
            "ServiceAccount ops",
            "Role one",
            "RoleBinding one",
            "Role two",
            "RoleBinding two",
            "NetworkPolicy ops",
            "ConfigMap ops",
            "CronJob ops");
    assertThat(only("ConfigMap", printed).at("/data/gateways.yaml").asText()).isEqualTo(text);
    assertThat(texts(container(only("CronJob", printed)).path("args")))
        .containsExactly("rotate", "--file", "/etc/apim-shg-rotate/gateways.yaml");
    assertThat(documents(printed).filter(each -> each.path("kind").asText().equals("RoleBinding")))
        .allMatch(each -> each.at("/subjects/0/namespace").asText().equals("ops"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ", "\n\n", "# no\u00A0break: \uD83D\uDE00", "\uFEFF"})
  void a_file_is_the_same_in_the_cluster_however_it_begins(String beginning) throws IOException {
    String text = beginning + "\n" + document("a", "one");

    String printed = printed(Map.of(), file(text), "-l", "identity");

    assertThat(only("ConfigMap", printed).at("/data/gateways.yaml").asText()).isEqualTo(text);
  }

  @Test
  void one_role_grants_what_all_gateways_of_its_namespace_need() throws IOException {
    String printed =
        printed(
            Map.of(),
            file(document("a", "one") + "---\n" + document("b", "one")),
            "-l",
            "identity");

    assertThat(grants(only("Role", printed)))
        .isEqualTo(
            "secrets/a-token,b-token get patch; apps/deployments/a,b get patch watch; pods list;"
                + " events create");
    assertThat(named(only("CronJob", printed))).isEqualTo("CronJob one");
  }

  @Test
  void gateways_of_several_namespaces_leave_open_where_the_cronjob_is() throws IOException {
    assertThat(
            mistakes(file(document("a", "one") + "---\n" + document("b", "two")), "-l", "identity"))
        .contains("not given: --namespace (NAMESPACE)");
  }

  // Mistakes.

  @Test
  void all_mistakes_are_told_at_once_and_nothing_is_printed() {
    assertThat(
            mistakes(
                "-l",
                "azurecli",
                "--image",
                "a b",
                "--schedule",
                "soon",
                "--name",
                "A",
                "--only",
                "x",
                "-n",
                "N",
                "--hold",
                "1",
                "--concurrency",
                "2"))
        .contains(
            "--login-method (LOGIN_METHOD): nobody signs in with Azure CLI in a pod",
            "--image: ",
            "--schedule: ",
            "--name: ",
            "--only: ",
            "--namespace (NAMESPACE): ",
            "--hold (HOLD): ",
            "--concurrency: ",
            "not given: --subscription-id (SUBSCRIPTION_ID)")
        .contains("9 of")
        .contains("apim-shg-rotate manifests --help");
  }

  @Test
  void mistakes_in_the_file_are_told_with_their_place() throws IOException {
    assertThat(
            mistakes(
                file(document("a", "one").replace("Deployment", "Deploiment")), "-l", "azurecli"))
        .contains("document 1, line", "Deploiment", "nobody signs in with Azure CLI");
  }

  private String file(String text) throws IOException {
    Path file = folder.resolve("gateways.yaml");
    Files.writeString(file, text);
    return "--file=" + file;
  }

  private static String document(String name, String namespace) {
    return """
    apiVersion: shgrotate.github.io/v1alpha1
    kind: GatewayToken
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      gateway: {subscriptionId: %3$s, resourceGroup: rg, service: apim, name: %1$s}
      secretRef: {name: %1$s-token}
      workloads: [{kind: Deployment, name: %1$s}]
    """
        .formatted(name, namespace, GUID);
  }

  private static String ofGateway(String... more) {
    List<String> all = new ArrayList<>(GATEWAY);
    all.addAll(Arrays.asList(more));
    return printed(Map.of(), all.toArray(String[]::new));
  }

  private static String[] flags(String more) {
    List<String> all = new ArrayList<>(GATEWAY);
    all.addAll(Arrays.stream(more.split(" ", -1)).filter(word -> !word.isEmpty()).toList());
    return all.toArray(String[]::new);
  }

  private static String printed(Map<String, String> environment, String... arguments) {
    Screen screen = Screen.with(environment);
    Exit exit = run(screen, arguments);
    assertThat(exit.number()).as(screen.err()).isZero();
    return screen.out();
  }

  private static String mistakes(String... arguments) {
    Screen screen = Screen.away();
    Exit exit = run(screen, arguments);
    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(screen.out()).isEmpty();
    return screen.err();
  }

  private static Exit run(Screen screen, String... arguments) {
    return Program.run(
        Stream.concat(Stream.of("manifests"), Arrays.stream(arguments)).toList(),
        screen.surroundings());
  }

  /// As another program reads it.
  private static Stream<JsonNode> documents(String yaml) {
    return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
        .filter(java.util.Objects::nonNull)
        .map(each -> new ObjectMapper().<JsonNode>valueToTree(each));
  }

  private static JsonNode only(String kind, String yaml) {
    List<JsonNode> all =
        documents(yaml).filter(each -> each.path("kind").asText().equals(kind)).toList();
    assertThat(all).as(kind).hasSize(1);
    return all.getFirst();
  }

  private static String named(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/namespace").asText();
  }

  private static JsonNode container(JsonNode cronJob) {
    return cronJob.at(POD + "/containers/0");
  }

  private static Optional<String> variable(JsonNode cronJob, String name) {
    return StreamSupport.stream(container(cronJob).path("env").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .map(each -> each.path("value"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst();
  }

  /// What the kubelet makes of a value in which no variable is named.
  private static String expanded(String value) {
    assertThat(value.replace("$$", "")).doesNotContain("$");
    return value.replace("$$", "$");
  }

  private static String grants(JsonNode role) {
    List<String> all = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      String group = rule.at("/apiGroups/0").asText();
      String names = String.join(",", texts(rule.path("resourceNames")));
      all.add(
          "%s%s%s %s"
              .formatted(
                  group.isEmpty() ? "" : group + "/",
                  rule.at("/resources/0").asText(),
                  names.isEmpty() ? "" : "/" + names,
                  String.join(" ", texts(rule.path("verbs")))));
    }
    return String.join("; ", all);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
