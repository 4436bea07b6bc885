package io.github.shgrotate.cli;

import java.util.List;

/// Every option of `rotate`, `plan` and `revoke`: its flags, the environment variables that stand
/// in for it, and what it means. The help, the parser and the reference in `docs/` are made from
/// this table.
@SuppressWarnings("ImmutableEnumChecker") // a row holds copies
enum Option implements CommandOption {
  SUBSCRIPTION_ID(
      List.of("-s", "--subscription-id"),
      List.of("SUBSCRIPTION_ID"),
      "GUID",
      "the subscription of the API Management service"),
  RESOURCE_GROUP(
      List.of("-r", "--resource-group"),
      List.of("RESOURCE_GROUP"),
      "NAME",
      "resource group of the API Management service"),
  APIM_INSTANCE(
      List.of("-a", "--apim-instance"),
      List.of("APIM_INSTANCE"),
      "NAME",
      "the API Management service"),
  APIM_GATEWAY(
      List.of("-g", "--apim-gateway"), List.of("APIM_GATEWAY"), "NAME", "the self-hosted gateway"),
  NAMESPACE(
      List.of("-n", "--namespace"),
      List.of("NAMESPACE"),
      "NAME",
      "namespace of the Secret and the workload"),
  TOKEN_SECRET(
      List.of("-t", "--token-secret"),
      List.of("TOKEN_SECRET"),
      "NAME",
      "the Secret that holds the gateway token"),
  TOKEN_KEY(
      List.of("-k", "--token-key"),
      List.of("TOKEN_KEY"),
      "last|rotate|primary|secondary",
      "which key signs the new token: the one used last (default), the other one, or a fixed one"),
  K8S_OBJECT(
      List.of("-o", "--k8s-object"),
      List.of("K8S_OBJECT"),
      "KIND/NAME",
      "deployment/NAME, statefulset/NAME or daemonset/NAME to restart; may repeat or be"
          + " comma-separated; none: only the Secret is renewed"),
  LOGIN_METHOD(
      List.of("-l", "--login-method"),
      List.of("LOGIN_METHOD"),
      "METHOD",
      "how to sign in to Azure: auto (default), sp, workload-identity, identity, azurecli"),
  CLIENT_ID(
      List.of("-c", "--client-id"),
      List.of("SP_ID", "AZURE_CLIENT_ID"),
      "GUID",
      "client id of the service principal or of the user-assigned identity"),
  CLIENT_SECRET(
      List.of("-p", "--client-secret"),
      List.of("SP_SECRET", "AZURE_CLIENT_SECRET"),
      "SECRET|FILE",
      "the service principal's secret, or the path of its PEM or PFX certificate; as a flag it"
          + " shows in process lists: prefer the variable or the file"),
  CLIENT_SECRET_FILE(
      List.of("--client-secret-file"),
      List.of("SP_SECRET_FILE", "AZURE_CLIENT_CERTIFICATE_PATH"),
      "FILE",
      "file that holds the secret or the certificate"),
  CERTIFICATE_PASSWORD(
      List.of(),
      List.of("AZURE_CLIENT_CERTIFICATE_PASSWORD"),
      "PASSWORD",
      "password of the certificate file"),
  TENANT(
      List.of("--tenant"),
      List.of("TENANT", "TENANT_ID", "AZURE_TENANT_ID"),
      "ID",
      "the tenant to sign in to"),
  FEDERATED_TOKEN_FILE(
      List.of(),
      List.of("AZURE_FEDERATED_TOKEN_FILE"),
      "FILE",
      "the projected token, set by the workload identity webhook"),
  TOKEN_LIFETIME(
      List.of("--token-lifetime"),
      List.of("TOKEN_LIFETIME"),
      "DURATION",
      "how long the new token is good; default 29d, at most 30d"),
  RENEW_BEFORE(
      List.of("--renew-before"),
      List.of("RENEW_BEFORE"),
      "DURATION",
      "renew only when less than this is left, such as 10d; default: at every run"),
  SECRET_KEY(
      List.of("--secret-key"),
      List.of("SECRET_KEY"),
      "KEY",
      "data key of the Secret; default: the one the workload reads, else \"value\""),
  ROLLOUT_TIMEOUT(
      List.of("--rollout-timeout"),
      List.of("ROLLOUT_TIMEOUT"),
      "DURATION",
      "how long each workload may take to come up with the token; default 10m"),
  NO_WAIT(
      List.of("--no-wait"),
      List.of("NO_WAIT"),
      "",
      "store and ask for the restart, then stop, as the script does; nothing is proven"),
  HOLD(
      List.of("--hold"),
      List.of("HOLD"),
      "DURATION",
      "after the rollout, watch that no container restarts for so long, such as 1m; default: no"),
  CHECK_LOGS(
      List.of("--check-logs"),
      List.of("CHECK_LOGS"),
      "",
      "read the new pods' logs for a refused token; needs get on pods/log"),
  REFUSAL_PATTERN(
      List.of("--refusal-pattern"),
      List.of("REFUSAL_PATTERN"),
      "REGEX",
      "a line of the log that says so; default \"" + SettingsReader.REFUSED + "\""),
  PROBE_URL(
      List.of("--probe-url"),
      List.of("PROBE_URL"),
      "URL",
      "must answer 2xx with a body once the pods are up; {podIP} in it asks every pod"),
  PROVE_SIGNATURE(
      List.of("--prove-signature"),
      List.of("PROVE_SIGNATURE"),
      "",
      "fetch the gateway's keys to see which signed a token; needs gateways/listKeys/action"),
  REVOKE_OLD_KEY(
      List.of("--revoke-old-key"),
      List.of("REVOKE_OLD_KEY"),
      "",
      "after every pod is proven on the other key, regenerate the old one"),
  STRICT_OWNERSHIP(
      List.of("--strict-ownership"),
      List.of("STRICT_OWNERSHIP"),
      "",
      "refuse when Helm, Argo CD or another tool writes the Secret too; default: warn"),
  FILE(
      List.of("-f", "--file"),
      List.of(),
      "FILE",
      "many gateways, as YAML documents of kind GatewayToken instead of options; - is standard"
          + " input"),
  CONCURRENCY(
      List.of("--concurrency"),
      List.of(),
      "NUMBER",
      "with --file: how many gateways are rotated at a time, 1 to 64; default 8"),
  DRY_RUN(List.of("--dry-run"), List.of(), "", "print the plan and change nothing"),
  AZURE_CLOUD(
      List.of("--azure-cloud"),
      List.of("AZURE_CLOUD"),
      "public|usgovernment|china",
      "the Azure cloud; default public"),
  ARM_ENDPOINT(
      List.of("--arm-endpoint"),
      List.of("AZURE_RESOURCE_MANAGER_ENDPOINT"),
      "URL",
      "Azure Resource Manager of any other cloud"),
  ARM_AUDIENCE(
      List.of("--arm-audience"),
      List.of("AZURE_RESOURCE_MANAGER_AUDIENCE"),
      "URL",
      "what the sign-in is for; default: the ARM endpoint's"),
  AUTHORITY_HOST(
      List.of("--authority-host"),
      List.of("AZURE_AUTHORITY_HOST"),
      "URL",
      "where to sign in, in any other cloud"),
  ARM_API_VERSION(
      List.of("--arm-api-version"),
      List.of("ARM_API_VERSION"),
      "DATE",
      "api-version of the API Management calls; default 2024-05-01"),
  CA_FILE(
      List.of("--ca-file"),
      List.of("SSL_CERT_FILE"),
      "FILE",
      "more trusted roots (PEM), beside the system's"),
  KUBECONFIG(
      List.of("--kubeconfig"),
      List.of("KUBECONFIG"),
      "FILE",
      "the cluster's access; default: in-cluster, else ~/.kube/config"),
  CONTEXT(
      List.of("--context"),
      List.of(),
      "NAME",
      "the kubeconfig's context; default: its current one"),
  OUTPUT(
      List.of("-O", "--output"),
      List.of(),
      "text|json",
      "how the result is written to standard output; default text"),
  DEBUG(
      List.of("--debug"),
      List.of("DEBUG"),
      "",
      "tell every request and decision on standard error, never a secret");

  private final Row row;

  Option(List<String> flags, List<String> variables, String label, String meaning) {
    this.row = new Row(flags, variables, label, meaning);
  }

  @Override
  public Row row() {
    return row;
  }
}
