package io.github.shgrotate.cli;

import java.util.List;

/// Every option of `rotate`, `plan` and `revoke`: its flags, the environment variables that stand
/// in for it, and what it means.
@SuppressWarnings("ImmutableEnumChecker") // a row holds copies
enum Option implements CommandOption {
  SUBSCRIPTION_ID(
      Row.of(OptionGroup.TARGET, "-s", "--subscription-id")
          .orVariable("SUBSCRIPTION_ID")
          .value("GUID")
          .means("subscription of the API Management service")),
  RESOURCE_GROUP(
      Row.of(OptionGroup.TARGET, "-r", "--resource-group")
          .orVariable("RESOURCE_GROUP")
          .value("NAME")
          .means("resource group of the service")),
  APIM_INSTANCE(
      Row.of(OptionGroup.TARGET, "-a", "--apim-instance")
          .orVariable("APIM_INSTANCE")
          .value("NAME")
          .means("the API Management service")),
  APIM_GATEWAY(
      Row.of(OptionGroup.TARGET, "-g", "--apim-gateway")
          .orVariable("APIM_GATEWAY")
          .value("NAME")
          .means("the self-hosted gateway")),
  NAMESPACE(
      Row.of(OptionGroup.TARGET, "-n", "--namespace")
          .orVariable("NAMESPACE")
          .value("NAME")
          .means("namespace of the Secret and the workload")),
  TOKEN_SECRET(
      Row.of(OptionGroup.TARGET, "-t", "--token-secret")
          .orVariable("TOKEN_SECRET")
          .value("NAME")
          .means("the Secret that holds the gateway token")),
  K8S_OBJECT(
      Row.of(OptionGroup.TARGET, "-o", "--k8s-object")
          .orVariable("K8S_OBJECT")
          .value("KIND/NAME")
          .means(
              "what to restart, such as deployment/NAME",
              "also statefulset/NAME and daemonset/NAME; may repeat or be comma-separated; none:"
                  + " only the Secret is renewed")),
  FILE(
      Row.of(OptionGroup.TARGET, "-f", "--file")
          .value("FILE")
          .means(
              "instead: many gateways, as YAML documents",
              "of kind GatewayToken; - is standard input")),
  TOKEN_KEY(
      Row.of(OptionGroup.TOKEN, "-k", "--token-key")
          .orVariable("TOKEN_KEY")
          .oneOf("KEY", List.of("last", "rotate", "primary", "secondary"))
          .means(
              "last, rotate, primary or secondary",
              "which key signs the new token: the one used last (default), the other one, or a"
                  + " fixed one")),
  TOKEN_LIFETIME(
      Row.of(OptionGroup.TOKEN, "--token-lifetime")
          .orVariable("TOKEN_LIFETIME")
          .value("TIME")
          .means("how long the new one is good", "default 29d, at most 30d")),
  RENEW_BEFORE(
      Row.of(OptionGroup.TOKEN, "--renew-before")
          .orVariable("RENEW_BEFORE")
          .value("TIME")
          .means("renew only when less is left, such as 10d", "default: renew at every run")),
  REVOKE_OLD_KEY(
      Row.of(OptionGroup.TOKEN, "--revoke-old-key")
          .orVariable("REVOKE_OLD_KEY")
          .means(
              "when all is proven, make the old key anew",
              "so that every token of it is refused; needs gateways/regenerateKey/action")),
  LOGIN_METHOD(
      Row.of(OptionGroup.SIGN_IN, "-l", "--login-method")
          .orVariable("LOGIN_METHOD")
          .oneOf("METHOD", Login.words())
          .means("auto, sp, workload-identity, identity, azurecli", "default auto")),
  CLIENT_ID(
      Row.of(OptionGroup.SIGN_IN, "-c", "--client-id")
          .orVariable("SP_ID", "AZURE_CLIENT_ID")
          .value("GUID")
          .means(
              "client id of the principal or identity",
              "the service principal, or the user-assigned identity")),
  CLIENT_SECRET(
      Row.of(OptionGroup.SIGN_IN, "-p", "--client-secret")
          .orVariable("SP_SECRET", "AZURE_CLIENT_SECRET")
          .value("SECRET")
          .means(
              "its secret; better: SP_SECRET, or the file",
              "or the path of its PEM or PFX certificate; as a flag a secret shows in process"
                  + " lists")),
  CLIENT_SECRET_FILE(
      Row.of(OptionGroup.SIGN_IN, "--client-secret-file")
          .orVariable("SP_SECRET_FILE", "AZURE_CLIENT_CERTIFICATE_PATH")
          .value("FILE")
          .means("file of the secret or the certificate", "a certificate is PEM or PFX")),
  CERTIFICATE_PASSWORD(
      Row.of(OptionGroup.SIGN_IN)
          .orVariable("AZURE_CLIENT_CERTIFICATE_PASSWORD")
          .value("PASSWORD")
          .means("password of the certificate file")),
  TENANT(
      Row.of(OptionGroup.SIGN_IN, "--tenant")
          .orVariable("TENANT", "TENANT_ID", "AZURE_TENANT_ID")
          .value("ID")
          .means("the tenant to sign in to")),
  FEDERATED_TOKEN_FILE(
      Row.of(OptionGroup.SIGN_IN)
          .orVariable("AZURE_FEDERATED_TOKEN_FILE")
          .value("FILE")
          .means("the projected token", "set by the workload identity webhook")),
  ROLLOUT_TIMEOUT(
      Row.of(OptionGroup.PROOF, "--rollout-timeout")
          .orVariable("ROLLOUT_TIMEOUT")
          .value("TIME")
          .means("how long each workload may take", "to come up with the token; default 10m")),
  NO_WAIT(
      Row.of(OptionGroup.PROOF, "--no-wait")
          .orVariable("NO_WAIT")
          .means(
              "ask for the restart, and stop unproven",
              "after the token is stored, as the script does")),
  HOLD(
      Row.of(OptionGroup.PROOF, "--hold")
          .orVariable("HOLD")
          .value("TIME")
          .means(
              "then watch so long that no pod restarts",
              "none of their containers, such as 1m; default: no")),
  CHECK_LOGS(
      Row.of(OptionGroup.PROOF, "--check-logs")
          .orVariable("CHECK_LOGS")
          .means("look for a refused token in the pods' logs", "needs get on pods/log")),
  PROBE_URL(
      Row.of(OptionGroup.PROOF, "--probe-url")
          .orVariable("PROBE_URL")
          .value("URL")
          .means(
              "must answer 2xx with a body", "once the pods are up; {podIP} in it asks every pod")),
  PROVE_SIGNATURE(
      Row.of(OptionGroup.PROOF, "--prove-signature")
          .orVariable("PROVE_SIGNATURE")
          .means(
              "compare the token with the gateway's keys",
              "to see which signed it; needs gateways/listKeys/action")),
  STRICT_OWNERSHIP(
      Row.of(OptionGroup.PROOF, "--strict-ownership")
          .orVariable("STRICT_OWNERSHIP")
          .means(
              "refuse when another tool writes the Secret",
              "Helm, Argo CD or the like; default: warn")),
  DRY_RUN(
      Row.of(OptionGroup.PROOF, "--dry-run")
          .means("tell the plan and change nothing", "as the command plan does")),
  OUTPUT(
      Row.of(OptionGroup.OUTPUT, "-O", "--output")
          .oneOf("FORMAT", List.of("text", "json"))
          .means("of the result: text or json", "on standard output; default text")),
  LOG_FORMAT(
      Row.of(OptionGroup.OUTPUT, "--log-format")
          .orVariable("LOG_FORMAT")
          .oneOf("FORMAT", List.of("text", "json"))
          .means(
              "of the lines on standard error: text or json",
              "one JSON object a line, with stable codes, the result too: then nothing for people"
                  + " goes to standard output; default text")),
  DEBUG(
      Row.of(OptionGroup.OUTPUT, "--debug")
          .orVariable("DEBUG")
          .means("tell every request and decision", "on standard error, never a secret")),
  SECRET_KEY(
      Row.of(OptionGroup.SELDOM, "--secret-key")
          .orVariable("SECRET_KEY")
          .value("KEY")
          .means(
              "data key of the Secret, if not the usual one",
              "default: the one the workload reads, else \"value\"")),
  CONCURRENCY(
      Row.of(OptionGroup.SELDOM, "--concurrency")
          .value("NUMBER")
          .means("at most so many of these at a time", "1 to 64; default 64")),
  REFUSAL_PATTERN(
      Row.of(OptionGroup.SELDOM, "--refusal-pattern")
          .orVariable("REFUSAL_PATTERN")
          .value("REGEX")
          .means("a line of the log that says so", "default \"" + SettingsReader.REFUSED + "\"")),
  KUBECONFIG(
      Row.of(OptionGroup.SELDOM, "--kubeconfig")
          .orVariable("KUBECONFIG")
          .value("FILE")
          .means("the cluster's access", "default: in-cluster, else ~/.kube/config")),
  CONTEXT(
      Row.of(OptionGroup.SELDOM, "--context")
          .value("NAME")
          .means("the kubeconfig's context", "default: its current one")),
  CA_FILE(
      Row.of(OptionGroup.SELDOM, "--ca-file")
          .orVariable("SSL_CERT_FILE")
          .value("FILE")
          .means("more trusted roots (PEM)", "beside the system's")),
  AZURE_CLOUD(
      Row.of(OptionGroup.SELDOM, "--azure-cloud")
          .orVariable("AZURE_CLOUD")
          .oneOf("CLOUD", List.of("public", "usgovernment", "china"))
          .means("public, usgovernment or china", "default public")),
  ARM_ENDPOINT(
      Row.of(OptionGroup.SELDOM, "--arm-endpoint")
          .orVariable("AZURE_RESOURCE_MANAGER_ENDPOINT")
          .value("URL")
          .means("Azure Resource Manager of any other cloud")),
  ARM_AUDIENCE(
      Row.of(OptionGroup.SELDOM, "--arm-audience")
          .orVariable("AZURE_RESOURCE_MANAGER_AUDIENCE")
          .value("URL")
          .means("what the sign-in is for", "default: the ARM endpoint's")),
  AUTHORITY_HOST(
      Row.of(OptionGroup.SELDOM, "--authority-host")
          .orVariable("AZURE_AUTHORITY_HOST")
          .value("URL")
          .means("where to sign in, in any other cloud")),
  ARM_API_VERSION(
      Row.of(OptionGroup.SELDOM, "--arm-api-version")
          .orVariable("ARM_API_VERSION")
          .value("DATE")
          .means(
              "api-version of the API Management calls",
              "default " + SettingsReader.DEFAULT_ARM_API_VERSION));

  private final Row row;

  Option(Row row) {
    this.row = row;
  }

  @Override
  public Row row() {
    return row;
  }
}
