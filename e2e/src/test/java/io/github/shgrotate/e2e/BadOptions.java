package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import java.nio.file.Files;
import java.util.stream.Stream;

/// Options that are missing, malformed, or contradict each other.
final class BadOptions {
  private BadOptions() {}

  static Stream<BadInput> rows() {
    return Stream.of(
            named("nothing is given")
                .without(
                    "SUBSCRIPTION_ID",
                    "RESOURCE_GROUP",
                    "APIM_INSTANCE",
                    "APIM_GATEWAY",
                    "NAMESPACE",
                    "TOKEN_SECRET")
                .says(
                    "--subscription-id (SUBSCRIPTION_ID)",
                    "--resource-group (RESOURCE_GROUP)",
                    "--apim-instance (APIM_INSTANCE)",
                    "--apim-gateway (APIM_GATEWAY)",
                    "--namespace (NAMESPACE)",
                    "--token-secret (TOKEN_SECRET)"),
            named("every name is malformed")
                .with("SUBSCRIPTION_ID", "2006d617")
                .with("RESOURCE_GROUP", "rg-edge.")
                .with("APIM_INSTANCE", "1apim")
                .with("APIM_GATEWAY", "managed")
                .with("NAMESPACE", "Apim")
                .with("TOKEN_SECRET", "edge_eu")
                .with("SECRET_KEY", "a b")
                .with("K8S_OBJECT", "pod/edge-eu,deployment/Edge")
                .with("AZURE_TENANT_ID", "not a tenant")
                .with("SP_ID", "rotator")
                .says(
                    "\"2006d617\" is no GUID",
                    "\"rg-edge.\"",
                    "\"1apim\"",
                    "\"managed\" is Azure's own gateway",
                    "\"Apim\"",
                    "\"edge_eu\"",
                    "\"a b\"",
                    "\"pod/edge-eu\" is not deployment/NAME",
                    "\"Edge\"",
                    "is no tenant",
                    "is no GUID (the application"),
            named("every other value is malformed")
                .with("TOKEN_KEY", "tertiary")
                .with("LOGIN_METHOD", "password")
                .with("ROLLOUT_TIMEOUT", "10")
                .with("RENEW_BEFORE", "soon")
                .with("NO_WAIT", "maybe")
                .with("AZURE_CLOUD", "mars")
                .with("AZURE_AUTHORITY_HOST", "http://login.example.com")
                .with("ARM_API_VERSION", "latest")
                .flags("--output", "xml", "--renew-befor=10d")
                .says(
                    "none of last, rotate, primary, secondary",
                    "none of auto, sp, workload-identity",
                    "--rollout-timeout (ROLLOUT_TIMEOUT): \"10\"",
                    "\"soon\"",
                    "neither true nor false",
                    "none of public, usgovernment, china",
                    "no https:// address",
                    "no api-version",
                    "none of text, json",
                    "did you mean --renew-before?"),
            named("a lifetime longer than Azure allows")
                .with("TOKEN_LIFETIME", "31d")
                .says("--token-lifetime (TOKEN_LIFETIME)", "30 days at most"),
            named("a lifetime that nobody can use up")
                .with("TOKEN_LIFETIME", "9m")
                .says("--token-lifetime (TOKEN_LIFETIME)", "10m"),
            named("a renewal margin longer than the lifetime")
                .with("TOKEN_LIFETIME", "5d")
                .with("RENEW_BEFORE", "10d")
                .says("--renew-before (RENEW_BEFORE)", "less than the token's lifetime"),
            named("a service principal without anything that makes one")
                .without("SP_ID", "SP_SECRET", "AZURE_TENANT_ID")
                .says("SP_SECRET", "SP_ID", "TENANT", "sign in by sp"),
            named("workload identity without the variables of its webhook")
                .without("SP_ID", "SP_SECRET", "AZURE_TENANT_ID")
                .with("LOGIN_METHOD", "workload-identity")
                .says("AZURE_FEDERATED_TOKEN_FILE", "SP_ID", "TENANT"),
            named("a secret and a file with a secret")
                .without("SP_SECRET")
                .flags("--client-secret", "one.of~the-two", "--client-secret-file", "/other")
                .hides("one.of~the-two")
                .says("--client-secret (SP_SECRET)", "--client-secret-file", "give one of them"),
            named("revoking the old key, and nothing that would prove the new one")
                .with("REVOKE_OLD_KEY", "true")
                .with("TOKEN_KEY", "last")
                .with("NO_WAIT", "true")
                .without("K8S_OBJECT")
                .says("the token stays on its key", "leave --no-wait", "--k8s-object"),
            named("a secret behind a mistyped flag")
                .flags("--client-secrt", "hunter2hunter2")
                .hides("hunter2hunter2")
                .says("did you mean --client-secret?"),
            named("a flag without its value").flags("--tenant").says("--tenant"),
            named("a command that there is not").flags("rotat").says("\"rotat\"", "rotate?"),
            named("a CA file that does not exist")
                .given(
                    (world, rotator) ->
                        rotator.with("SSL_CERT_FILE", world.folder().resolve("none.pem") + ""))
                .says("none.pem", "there is no such file", "SSL_CERT_FILE"),
            named("a CA file without a certificate")
                .given(
                    (world, rotator) ->
                        rotator.with(
                            "SSL_CERT_FILE",
                            Files.writeString(world.folder().resolve("empty.pem"), "").toString()))
                .says("empty.pem", "no certificate", "SSL_CERT_FILE"))
        .map(row -> row.ends(2, "OptionsInvalid"));
  }
}
