package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String GUID = "2006d617-bee2-430e-8239-c83634af2fef";

  @Test
  void the_scripts_environment_alone_is_enough() {
    Settings settings = good(script());

    assertThat(settings.request().gateway().resourceId())
        .isEqualTo(
            "/subscriptions/%s/resourceGroups/rg/providers/Microsoft.ApiManagement/service/apim/gateways/gw"
                .formatted(GUID));
    assertThat(settings.request().workloads())
        .containsExactly(new WorkloadRef(WorkloadKind.STATEFUL_SET, "apim-gateway"));
    assertThat(settings.request().policy().key()).isEqualTo(KeyPolicy.LAST);
    assertThat(settings.request().policy().lifetime()).isEqualTo(Duration.ofDays(29));
    assertThat(settings.request().policy().renewBefore()).isEmpty();
    assertThat(settings.access().signIn()).isInstanceOf(SignIn.ManagedIdentity.class);
  }

  @Test
  void flags_win_over_variables_and_empty_ones_count_as_not_given() {
    Map<String, String> environment = script();
    environment.put("TOKEN_KEY", "");
    environment.put("RENEW_BEFORE", "10d");

    Settings settings =
        good(environment, "-n", "other", "--renew-before=5d", "-token-key", "rotate", "-gedge");

    assertThat(settings.request().namespace()).isEqualTo("other");
    assertThat(settings.request().gateway().name()).isEqualTo("edge");
    assertThat(settings.request().policy().renewBefore()).contains(Duration.ofDays(5));
    assertThat(settings.request().policy().key()).isEqualTo(KeyPolicy.ROTATE);
  }

  @Test
  void every_missing_option_is_named_at_once() {
    assertThat(bad(Map.of()))
        .singleElement()
        .asString()
        .contains(
            "SUBSCRIPTION_ID",
            "RESOURCE_GROUP",
            "APIM_INSTANCE",
            "APIM_GATEWAY",
            "NAMESPACE",
            "TOKEN_SECRET");
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SUBSCRIPTION_ID   | 2006d617           | is no GUID",
        "RESOURCE_GROUP    | rg.                | no name of a resource group",
        "APIM_INSTANCE     | 1apim              | no name of an API Management service",
        "APIM_GATEWAY      | managed            | Azure's own gateway",
        "APIM_GATEWAY      | a/b                | no name of a gateway",
        "NAMESPACE         | Apim               | no name of a namespace",
        "TOKEN_SECRET      | gateway_token      | no name of a Kubernetes object",
        "SECRET_KEY        | a/b                | no data key",
        "TOKEN_KEY         | tertiary           | none of last, rotate, primary, secondary",
        "K8S_OBJECT        | apim-gateway       | is not deployment/NAME",
        "K8S_OBJECT        | job/apim-gateway   | is not deployment/NAME",
        "K8S_OBJECT        | deployment/Gateway | no name of a Kubernetes object",
        "LOGIN_METHOD      | password           | none of auto, sp, workload-identity",
        "TOKEN_LIFETIME    | 31d                | 30 days at most",
        "TOKEN_LIFETIME    | 2592000            | a duration is a number with its unit",
        "RENEW_BEFORE      | 0d                 | it must be more than 0",
        "HOLD              | 0s                 | it must be more than 0",
        "APIM_GATEWAY      | a\u0085b          | no name of a gateway",
        "APIM_GATEWAY      | a\u202Eb          | no name of a gateway",
        "RENEW_BEFORE      | 29d                | less than the token's lifetime",
        "ROLLOUT_TIMEOUT   | soon               | a duration is a number with its unit",
        "NO_WAIT           | maybe              | neither true nor false",
        "TENANT            | my tenant          | is no tenant",
        "SP_ID             | rotator            | is no GUID",
        "AZURE_CLOUD       | germany            | none of public, usgovernment, china",
        "AZURE_AUTHORITY_HOST | http://login.example | is no https:// address",
        "ARM_API_VERSION   | latest             | is no api-version",
      })
  void a_bad_value_is_named_with_what_is_wrong(String variable, String value, String wrong) {
    Map<String, String> environment = script();
    environment.put(variable, value);

    assertThat(bad(environment)).singleElement().asString().contains(variable).contains(wrong);
  }

  @Test
  void all_mistakes_are_told_together() {
    Map<String, String> environment = script();
    environment.put("SUBSCRIPTION_ID", "x");
    environment.put("TOKEN_KEY", "x");

    assertThat(bad(environment, "--namespaze", "apim", "--output", "xml"))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void a_mistyped_flag_is_answered_with_the_nearest_one() {
    assertThat(bad(script(), "--renew-befor=10d"))
        .anyMatch(sentence -> sentence.contains("did you mean --renew-before?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployment/a",
        "deploy/a",
        "deployments/a",
        "Deployment.apps/a",
        "deployment.v1.apps/a"
      })
  void kubectls_names_of_a_kind_are_understood(String object) {
    Map<String, String> environment = script();
    environment.put("K8S_OBJECT", object);

    assertThat(good(environment).request().workloads())
        .containsExactly(new WorkloadRef(WorkloadKind.DEPLOYMENT, "a"));
  }

  @Test
  void several_workloads_may_repeat_or_be_comma_separated() {
    assertThat(good(script(), "-o", "deploy/a,sts/b", "-o", "ds/c").request().workloads())
        .extracting(WorkloadRef::toString)
        .containsExactly("deployment/a", "statefulset/b", "daemonset/c");
  }

  @ParameterizedTest(name = "{0} signs in by {1}")
  @CsvSource({
    "SP_ID=%s SP_SECRET=s TENANT_ID=t,                               ServicePrincipal",
    "AZURE_CLIENT_ID=%s AZURE_FEDERATED_TOKEN_FILE=/f AZURE_TENANT_ID=t, WorkloadIdentity",
    "AZURE_CLIENT_ID=%s,                                             ManagedIdentity",
    "LOGIN_METHOD=azurecli,                                          AzureCli",
    "LOGIN_METHOD=identity SP_ID=%s SP_SECRET=s,                     ManagedIdentity",
  })
  void the_surroundings_decide_how_to_sign_in(String variables, String expected) {
    Map<String, String> environment = script();
    for (String pair : variables.replace("%s", GUID).split(" ", -1)) {
      environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }

    assertThat(good(environment).access().signIn().getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void a_service_principal_needs_all_three() {
    Map<String, String> environment = script();
    environment.put("LOGIN_METHOD", "sp");

    assertThat(bad(environment))
        .anyMatch(sentence -> sentence.contains("SP_SECRET"))
        .anyMatch(sentence -> sentence.contains("SP_ID"))
        .anyMatch(sentence -> sentence.contains("TENANT"));
  }

  @Test
  void a_secret_and_a_file_with_one_contradict_each_other_unless_one_is_a_flag() {
    Map<String, String> environment = script();
    environment.putAll(
        Map.of("SP_ID", GUID, "TENANT", "t", "SP_SECRET", "s", "SP_SECRET_FILE", "/file"));

    assertThat(bad(environment)).singleElement().asString().contains("contradict each other");
    assertThat(principal(environment, "--client-secret-file", "/flag").file())
        .contains(Path.of("/flag"));
    assertThat(principal(environment, "--client-secret", "flag").secret()).isEqualTo("flag");
    assertThat(principal(environment, "--client-secret", "flag").file()).isEmpty();
    assertThat(bad(environment, "-p", "flag", "--client-secret-file", "/flag")).hasSize(1);
  }

  @Test
  void what_stands_behind_a_mistyped_flag_is_not_quoted() {
    List<String> sentences = bad(script(), "--client-secrt", "hunter2", "-$ecret", "--x=hunter3");

    assertThat(sentences)
        .anyMatch(sentence -> sentence.contains("did you mean --client-secret?"))
        .anyMatch(sentence -> sentence.contains("neither a flag nor the value of one"));
    assertThat(String.join(" ", sentences)).doesNotContain("hunter", "$ecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Phunter2", "-P=hunter2", "-Phunter2=x"})
  void of_a_short_flag_that_is_none_only_the_letter_is_quoted(String word) {
    assertThat(bad(script(), word)).containsExactly("-P is no flag; see --help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c hunter2", "--tenant hunter2!", "-l hunter2"})
  void a_secret_in_the_place_of_its_neighbours_is_not_quoted(String flags) {
    assertThat(String.join(" ", bad(script(), flags.split(" ", -1)))).doesNotContain("hunter2");
  }

  @Test
  void last_means_the_other_key_to_revoke_in_any_case() {
    Map<String, String> environment = script();
    environment.put("TOKEN_KEY", "LAST");
    Screen screen = Screen.with(environment);

    Program.run(List.of("revoke", "--kubeconfig", "/nowhere"), screen.surroundings());

    assertThat(screen.err()).contains("/nowhere").doesNotContain("stays on its key");
  }

  @Test
  void no_file_adds_flags(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("more"), "--debug\n-n other");

    assertThat(bad(script(), "@" + file)).singleElement().asString().contains("neither a flag");
    Map<String, String> environment = script();
    environment.putAll(Map.of("SP_ID", GUID, "TENANT", "t"));
    assertThat(principal(environment, "-p", "@" + file).secret()).isEqualTo("@" + file);
  }

  @Test
  void who_signs_in_is_checked_for_a_file_of_gateways_too() {
    Map<String, String> environment =
        Map.of("TENANT", "my tenant", "SP_ID", "rotator", "SP_SECRET", "s");
    SettingsReader.Shared shared =
        SettingsReader.shared(
            Arguments.read(Command.ROTATE.options(), List.of(), environment),
            Screen.with(environment).surroundings());

    assertThat(shared.mistakes())
        .anyMatch(it -> it.startsWith("--tenant (TENANT): "))
        .anyMatch(it -> it.startsWith("--client-id (SP_ID): "))
        .hasSize(2);
  }

  @Test
  void a_file_that_is_not_there_may_be_the_secret_itself() {
    Map<String, String> environment = script();
    environment.putAll(Map.of("SP_ID", GUID, "SP_SECRET_FILE", "hunter2", "TENANT", "t"));
    SignIn signIn = good(environment).access().signIn();

    assertThatThrownBy(() -> Credentials.of(signIn, environment))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            it ->
                assertThat(it.failure().toString())
                    .contains("SP_SECRET_FILE", "there is no such file")
                    .doesNotContain("hunter2"));
  }

  @Test
  void nothing_prints_the_client_secret() {
    Map<String, String> environment = script();
    environment.putAll(Map.of("SP_ID", GUID, "SP_SECRET", "hush-hush", "TENANT", "t"));

    assertThat(good(environment).toString()).doesNotContain("hush-hush");
    assertThat(new Given(Command.ROTATE.options(), environment).toString())
        .doesNotContain("hush-hush");
  }

  private static Map<String, String> script() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SUBSCRIPTION_ID", GUID);
    environment.put("RESOURCE_GROUP", "rg");
    environment.put("APIM_INSTANCE", "apim");
    environment.put("APIM_GATEWAY", "gw");
    environment.put("NAMESPACE", "apim");
    environment.put("TOKEN_SECRET", "gateway-token");
    environment.put("TOKEN_KEY", "last");
    environment.put("K8S_OBJECT", "statefulset/apim-gateway");
    return environment;
  }

  private static SignIn.ServicePrincipal principal(
      Map<String, String> environment, String... arguments) {
    return (SignIn.ServicePrincipal) good(environment, arguments).access().signIn();
  }

  private static Settings good(Map<String, String> environment, String... arguments) {
    return switch (read(environment, arguments)) {
      case Checked.Good<Settings>(Settings settings) -> settings;
      case Checked.Bad<Settings>(var sentences) -> throw new AssertionError(sentences);
    };
  }

  private static List<String> bad(Map<String, String> environment, String... arguments) {
    return switch (read(environment, arguments)) {
      case Checked.Good<Settings>(Settings settings) -> throw new AssertionError(settings);
      case Checked.Bad<Settings>(var sentences) -> sentences;
    };
  }

  private static Checked<Settings> read(Map<String, String> environment, String... arguments) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(environment, Path.of("/"), nowhere, nowhere, Clock.systemUTC(), _ -> {});
    return SettingsReader.read(
        Arguments.read(Command.ROTATE.options(), Arrays.asList(arguments), environment),
        surroundings);
  }
}
