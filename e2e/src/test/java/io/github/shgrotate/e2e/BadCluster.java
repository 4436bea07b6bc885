package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import io.github.shgrotate.e2e.BadInput.Left;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Clusters that cannot be found or reached, do not permit what is needed, or refuse it.
final class BadCluster {
  private static final Predicate<Exchange> READ = Fault.on("GET", "/secrets/");
  private static final Predicate<Exchange> WRITE = Fault.on("PATCH", "/secrets/");

  private BadCluster() {}

  static Stream<BadInput> rows() {
    return Stream.of(permissions(), kubeconfigs(), connections(), strangers(), refusals())
        .flatMap(rows -> rows);
  }

  private static Stream<BadInput> permissions() {
    return Stream.of(
            without("get", "secrets").says("get on secrets/edge-eu-token in namespace apim"),
            without("patch", "secrets")
                .says("patch on secrets/edge-eu-token in namespace apim")
                .leaves(Left.ISSUED),
            without("get", "deployments").says("get on deployments/edge-eu in namespace apim"),
            without("patch", "deployments")
                .says("patch on deployments/edge-eu in namespace apim")
                .leaves(Left.STORED),
            named("a namespace in which it has no rights")
                .with("NAMESPACE", "elsewhere")
                .says("get on secrets/edge-eu-token in namespace elsewhere"))
        .map(
            row ->
                row.ends(3, "KubernetesPermissionMissing")
                    .says("system:serviceaccount:apim:apim-shg-rotate", "deploy/rbac.yaml"));
  }

  private static BadInput without(String verb, String resource) {
    return named("without the permission %s on %s".formatted(verb, resource))
        .where(world -> LeastRights.withdraw(world, verb, resource));
  }

  private static Stream<BadInput> kubeconfigs() {
    return Stream.of(
            named("a context that is not there")
                .flags("--context", "nowhere")
                .says("--context names nowhere", "its contexts are: sandbox"),
            named("a kubeconfig without a current context")
                .given(kubeconfig(text -> text.replace("current-context: sandbox", "")))
                .says("no current-context", "its contexts are: sandbox", "--context"),
            named("a kubeconfig whose user is not there")
                .given(
                    kubeconfig(
                        text -> text.replaceFirst("users:\n- name: \\S+", "users:\n- name: x")))
                .says("names the user", "not there"),
            named("a kubeconfig that is no YAML")
                .given(kubeconfig(text -> "token: sandbox-secret-token: {"))
                .hides("sandbox-secret-token")
                .says("not YAML"),
            named("a kubeconfig that is not there")
                .with("KUBECONFIG", "/nowhere/kubeconfig")
                .says("/nowhere/kubeconfig", "does not exist"),
            named("no kubeconfig and no pod")
                .without("KUBECONFIG")
                .given((world, rotator) -> rotator.with("HOME", world.folder().toString()))
                .says("--kubeconfig", "this is no pod", ".kube/config"),
            named("a context, and no kubeconfig to choose it from")
                .without("KUBECONFIG")
                .given((world, rotator) -> rotator.with("HOME", world.folder().toString()))
                .with("KUBERNETES_SERVICE_HOST", "127.0.0.1")
                .flags("--context", "sandbox")
                .says("a context can only be chosen in a kubeconfig"))
        .map(row -> row.ends(2, "KubeconfigInvalid"));
  }

  private static Stream<BadInput> connections() {
    return Stream.of(
        named("a cluster that does not answer")
            .given(
                kubeconfig(
                    text -> text.replaceFirst("https://\\S+", "https://" + Nobody.listens())))
            .ends(6, "KubernetesUnavailable")
            .says(Nobody.listens(), "nothing answers there"),
        named("a cluster whose name nobody knows")
            .given(SandboxNames::given)
            .given(server("https://nowhere.sandbox.example:6443"))
            .waiting()
            .ends(6, "KubernetesUnavailable")
            .says("https://nowhere.sandbox.example:6443", "its host name is not known"),
        named("a cluster that does not speak TLS")
            .given(
                (world, rotator) ->
                    server(
                            world
                                .sandbox()
                                .azure()
                                .imds()
                                .uri()
                                .toString()
                                .replace("http://", "https://"))
                        .make(world, rotator))
            .waiting()
            .ends(6, "KubernetesUnavailable")
            .says("TLS"),
        named("a cluster that nobody vouches for")
            .given(kubeconfig(text -> text.replaceFirst("certificate-authority-data: \\S+", "")))
            .without("SSL_CERT_FILE")
            .ends(2, "CertificateUntrusted")
            .says("not trusted", "certificate-authority"),
        named("a cluster that somebody else vouches for")
            .given(
                kubeconfig(
                    text ->
                        text.replaceFirst(
                            "certificate-authority-data: \\S+",
                            "certificate-authority-data: "
                                + base64(CertificateAuthority.create("somebody else").pem()))))
            .ends(2, "CertificateUntrusted")
            .says("not trusted", "certificate-authority"),
        named("a token that the cluster does not know")
            .given(kubeconfig(text -> text.replaceFirst("token: \\S+", "token: sandbox-nobody")))
            .ends(3, "KubernetesSignInRefused")
            .says("401", "kubectl auth whoami"),
        named("no such namespace, seen by somebody who may see all")
            .given(
                (world, rotator) -> {
                  Path file = world.folder().resolve("kubeconfig");
                  Files.writeString(file, world.sandbox().kubernetes().kubeconfig("admin"));
                  return rotator.with("NAMESPACE", "elsewhere");
                })
            .ends(4, "SecretNotFound")
            .says("namespace elsewhere", "or the namespace does not"),
        named("a cluster that wants to be left alone for long")
            .where(
                world ->
                    always(
                        world, READ, 429, Map.of("Retry-After", "3600"), status(429, "slow down")))
            .ends(6, "KubernetesUnavailable")
            .says("429", "run again in 1 h"),
        named("a cluster that is away")
            .where(world -> always(world, READ, 503, Map.of(), status(503, "away")))
            .waiting()
            .ends(6, "KubernetesUnavailable")
            .says("503", "after 5 attempts"));
  }

  /// A login page, an inspecting proxy, a wrong address: whoever answers, it is not Kubernetes.
  private static Stream<BadInput> strangers() {
    return Stream.of(200, 302, 403)
        .map(
            status ->
                named("a web page in the cluster's place, with status " + status)
                    .where(
                        world ->
                            always(
                                world,
                                READ,
                                status,
                                Map.of(
                                    "Content-Type",
                                    "text/html",
                                    "Location",
                                    "https://login.sandbox.example/"),
                                "<!DOCTYPE html><html><body>Please sign in</body></html>"))
                    .hides("Please sign in")
                    .ends(1, "AnswerUnreadable")
                    .says("is a Kubernetes API server, and not a proxy or a login page"));
  }

  /// Refusals of the write. The real API server quotes the whole patched Secret in some of them.
  private static Stream<BadInput> refusals() {
    String quoted = "Y2xpZW50LXNlY3JldC1vZi1zb21lYm9keQ==";
    return Stream.of(
        named("a write that the cluster finds invalid, quoting the Secret")
            .where(
                world ->
                    always(
                        world,
                        WRITE,
                        422,
                        Map.of("Content-Type", "application/json"),
                        status(
                            422,
                            (" \\\"\\\" is invalid: patch: Invalid value:"
                                 + " {\\\"data\\\":{\\\"value\\\":\\\"%s\\\",\\\"other\\\":\\\"%s\\\"}}:"
                                 + " illegal base64 data at input byte 3")
                                .formatted(
                                    world.secret().orElseThrow().at("/data/value").asText(),
                                    quoted))))
            .hides(quoted, "illegal base64")
            .ends(2, "RequestInvalid")
            .says("422", "patch of secrets/edge-eu-token")
            .leaves(Left.ISSUED),
        named("a webhook that denies the write")
            .where(
                world ->
                    always(
                        world,
                        WRITE,
                        403,
                        Map.of("Content-Type", "application/json"),
                        status(
                            403,
                            "admission webhook \\\"secrets.policy.example\\\" denied the request:"
                                + " no "
                                + quoted)))
            .hides(quoted)
            .ends(3, "KubernetesPermissionMissing")
            .says("admission webhook secrets.policy.example denied it")
            .leaves(Left.ISSUED),
        named("a policy that denies the write")
            .where(
                world ->
                    always(
                        world,
                        WRITE,
                        422,
                        Map.of("Content-Type", "application/json"),
                        status(
                            422,
                            "secrets \\\"edge-eu-token\\\" is forbidden: ValidatingAdmissionPolicy"
                                + " 'no-tokens' with binding 'all' denied request: "
                                + quoted)))
            .hides(quoted)
            .ends(3, "KubernetesPermissionMissing")
            .says("ValidatingAdmissionPolicy no-tokens denied it")
            .leaves(Left.ISSUED),
        named("somebody who always writes first")
            .where(
                world ->
                    always(
                        world,
                        WRITE,
                        409,
                        Map.of("Content-Type", "application/json"),
                        status(409, "the object has been modified")))
            .ends(6, "Contended")
            .says("Secret apim/edge-eu-token", "managed-fields")
            .leaves(Left.ISSUED));
  }

  private static BadInput.Slip kubeconfig(UnaryOperator<String> change) {
    return (world, rotator) -> {
      Path file = world.folder().resolve("kubeconfig");
      Files.writeString(file, change.apply(Files.readString(file)));
      return rotator;
    };
  }

  private static BadInput.Slip server(String address) {
    return kubeconfig(text -> text.replaceFirst("server: \\S+", "server: " + address));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String status(int code, String message) {
    return """
    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","code":%d}
    """
        .formatted(message, code);
  }

  private static void always(
      SampleWorld world,
      Predicate<Exchange> on,
      int status,
      Map<String, String> headers,
      String body) {
    world
        .sandbox()
        .kubernetes()
        .server()
        .arm(Fault.always("scripted", on, new Fault.Answered(status, headers, body)));
  }
}
