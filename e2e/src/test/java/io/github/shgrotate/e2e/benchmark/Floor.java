package io.github.shgrotate.e2e.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The least that a Java program can do: the requests of a rotation, with nothing but Java, no
/// option, no library, no JSON, no check, no second attempt, nothing told to anybody. What it costs
/// is what nothing in Java can cost less than. Runs alone, packed as the product is.
public final class Floor {
  private static final Duration LIFETIME = Duration.ofDays(29);

  private final HttpClient client;

  private Floor(HttpClient client) {
    this.client = client;
  }

  /// Takes everything from the environment.
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(Path.of(given("SSL_CERT_FILE"))))
            .build()) {
      new Floor(client).rotate();
    }
  }

  private void rotate() throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
            .formatted(
                encoded(given("SP_ID")),
                encoded(given("SP_SECRET")),
                encoded(given("AZURE_RESOURCE_MANAGER_AUDIENCE") + "/.default"));
    String signIn =
        "%s/%s/oauth2/v2.0/token"
            .formatted(given("AZURE_AUTHORITY_HOST"), given("AZURE_TENANT_ID"));
    String azure =
        "Bearer "
            + text(
                ask("POST", signIn, "", "application/x-www-form-urlencoded", form), "access_token");
    String gateway =
        ("%s/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ApiManagement/service/%s"
                + "/gateways/%s")
            .formatted(
                given("AZURE_RESOURCE_MANAGER_ENDPOINT"),
                given("SUBSCRIPTION_ID"),
                given("RESOURCE_GROUP"),
                given("APIM_INSTANCE"),
                given("APIM_GATEWAY"));
    String version = "?api-version=2024-05-01";
    ask("GET", gateway + version, azure, "", "");

    String cluster = "Bearer " + given("CLUSTER_TOKEN");
    String namespace = given("CLUSTER") + "%s/namespaces/" + given("NAMESPACE");
    String secret = namespace.formatted("/api/v1") + "/secrets/" + given("TOKEN_SECRET");
    String workload =
        namespace.formatted("/apis/apps/v1")
            + "/"
            + given("K8S_OBJECT").replace("deployment/", "deployments/");
    String stored = ask("GET", secret, cluster, "", "");
    String key = text(stored, "last-used-key").equals("primary") ? "secondary" : "primary";
    ask("GET", workload, cluster, "", "");

    Instant now = Instant.now();
    String expiry = now.plus(LIFETIME).truncatedTo(ChronoUnit.MINUTES).toString();
    String token =
        text(
            ask(
                "POST",
                gateway + "/generateToken" + version,
                azure,
                "application/json",
                "{\"keyType\":\"%s\",\"expiry\":\"%s\"}".formatted(key, expiry)),
            "value");

    String merge = "application/merge-patch+json";
    String data =
        Base64.getEncoder()
            .encodeToString(("GatewayKey " + token).getBytes(StandardCharsets.UTF_8));
    ask(
        "PATCH",
        secret,
        cluster,
        merge,
        """
        {"metadata":{"annotations":{"last-used-key":"%s","expires-at":"%s"}},"data":{"value":"%s"}}
        """
            .formatted(key, expiry, data));
    ask(
        "PATCH",
        workload,
        cluster,
        merge,
        """
        {"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"%s"}}}}}
        """
            .formatted(now.truncatedTo(ChronoUnit.SECONDS)));
  }

  private String ask(String method, String address, String bearer, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", bearer);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("%s %s: %d".formatted(method, address, response.statusCode()));
    }
    return response.body();
  }

  /// The first text of that name, as a JSON reader would find it in these answers.
  private static String text(String json, String name) {
    int colon = json.indexOf(':', json.indexOf('"' + name + '"') + name.length());
    int begin = json.indexOf('"', colon) + 1;
    return json.substring(begin, json.indexOf('"', begin));
  }

  private static String given(String variable) {
    return System.getenv().getOrDefault(variable, "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    try (InputStream content = Files.newInputStream(file)) {
      for (Certificate each :
          CertificateFactory.getInstance("X.509").generateCertificates(content)) {
        roots.setCertificateEntry("root-" + roots.size(), each);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
