package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraTest {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final CertificateAuthority.Identity CERTIFICATE =
      CertificateAuthority.selfSignedRsa("app");

  private final AzureSession session = new AzureSession();
  private final String tenant = session.azure.directory().tenantId();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void a_right_secret_gets_a_token_that_arm_takes() {
    JsonNode answer = session.signIn(tenant, session.secretForm()).ok().json();
    assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").asLong()).isEqualTo(3599);
    session.arm("GET", AzureSession.GATEWAY, "").ok();
  }

  @Test
  void a_secret_may_come_in_the_basic_header() {
    String pair =
        AzureSession.encode(Map.of("x", AzureSession.CLIENT)).substring(2)
            + ":"
            + AzureSession.encode(Map.of("x", AzureSession.SECRET)).substring(2);
    session
        .send(
            "POST",
            URI.create(session.azure.entra().uri() + "/" + tenant + "/oauth2/v2.0/token"),
            "grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default",
            Map.of(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))))
        .ok();
  }

  @Test
  void the_first_version_tells_numbers_as_strings() {
    Map<String, String> form = new HashMap<>(session.secretForm());
    form.remove("scope");
    form.put("resource", "https://management.core.windows.net/");
    JsonNode answer =
        session
            .send(
                "POST",
                URI.create(session.azure.entra().uri() + "/" + tenant + "/oauth2/token"),
                AzureSession.encode(form),
                Map.of())
            .ok()
            .json();
    assertThat(answer.path("expires_in").isTextual()).isTrue();
    assertThat(answer.path("expires_on").isTextual()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          client_secret, an0ther-s3cret,                        7000215, 401, invalid_client
          client_secret, '',                                    7000218, 401, invalid_client
          client_id,     bbbbbbbb-0000-0000-0000-000000000001,  700016,  400, unauthorized_client
          client_id,     '',                                    900144,  400, invalid_request
          grant_type,    '',                                    900144,  400, invalid_request
          grant_type,    password,                              70003,   400, unsupported_grant_type
          scope,         '',                                    900144,  400, invalid_request
          scope,         https://management.azure.com/read,     1002012, 400, invalid_scope
          scope,         https://nobody.example/.default,       500011,  400, invalid_resource
          tenant,        bbbbbbbb-0000-0000-0000-000000000002,  90002,   400, invalid_request
          """)
  void what_is_wrong_is_told_as_entra_tells_it(
      String field, String value, int number, int status, String error) {
    Map<String, String> form = new HashMap<>(session.secretForm());
    if (!field.equals("tenant")) {
      form.put(field, value);
    }
    var answer = session.signIn(field.equals("tenant") ? value : tenant, form);
    JsonNode body = answer.json();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(body.path("error").asText()).isEqualTo(error);
    assertThat(body.path("error_codes").get(0).asInt()).isEqualTo(number);
    assertThat(body.path("error_description").asText())
        .startsWith("AADSTS" + number + ": ")
        .contains(
            " Trace ID: " + body.path("trace_id").asText(),
            " Correlation ID: " + body.path("correlation_id").asText(),
            " Timestamp: " + body.path("timestamp").asText());
    assertThat(body.path("error_uri").asText()).endsWith("/error?code=" + number);
    assertThat(answer.response().body()).doesNotContain(AzureSession.SECRET, "an0ther-s3cret");
  }

  @Test
  void an_expired_secret_is_refused_once_its_time_has_come() {
    session
        .azure
        .directory()
        .application("app2")
        .withSecret("soon", session.clock.instant().plus(Duration.ofDays(1)));
    Map<String, String> form = new HashMap<>(session.secretForm());
    form.putAll(Map.of("client_id", "app2", "client_secret", "soon"));
    session.signIn(tenant, form).ok();
    session.clock.advance(Duration.ofDays(2));
    assertThat(session.signIn(tenant, form).json().path("error_codes").get(0).asInt())
        .isEqualTo(7000222);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          RS256, x5t,      /oauth2/v2.0/token, 0,    0
          PS256, x5t#S256, /oauth2/v2.0/token, 0,    0
          PS256, kid,      /v2.0,              0,    0
          RS256, padded,   /oauth2/v2.0/token, 0,    0
          RS256, x5t,      /oauth2/v2.0/token, 60,   700024
          RS256, x5t,      /oauth2/v2.0/token, -60,  700024
          RS256, x5t,      /elsewhere,         0,    700023
          RS256, none,     /oauth2/v2.0/token, 0,    700027
          HS256, x5t,      /oauth2/v2.0/token, 0,    700027
          """)
  void a_certificate_signs_in_by_its_assertion(
      String algorithm, String name, String audience, int minutesOff, int failure) {
    session.application.withCertificate(CERTIFICATE.certificate());
    String assertion =
        assertion(
            algorithm,
            name,
            session.azure.entra().uri() + "/" + tenant + audience,
            session.clock.instant().plus(Duration.ofMinutes(minutesOff)));
    var answer = session.signIn(tenant, assertionForm(AzureSession.CLIENT, assertion));
    assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(failure);
    assertThat(answer.status()).isEqualTo(failure == 0 ? 200 : 401);
    assertThat(answer.response().body()).doesNotContain(assertion);
  }

  @ParameterizedTest
  @CsvSource({
    "system:serviceaccount:apim:rotate, api://AzureADTokenExchange, 0",
    "system:serviceaccount:apim:other,  api://AzureADTokenExchange, 70021",
    "system:serviceaccount:apim:rotate, api://elsewhere,            70021"
  })
  void a_federated_token_signs_in_where_all_matches(String subject, String audience, int failure) {
    String issuer = "https://cluster.example/";
    session.application.withFederatedCredential(
        issuer, "system:serviceaccount:apim:rotate", "api://AzureADTokenExchange");
    String token =
        session.azure.directory().issuer(issuer).mint(subject, audience, Duration.ofHours(1));
    var answer = session.signIn(tenant, assertionForm(AzureSession.CLIENT, token));
    assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(failure);
  }

  @Test
  void a_federated_token_of_a_foreign_key_is_refused() {
    String issuer = "https://cluster.example/";
    session.application.withFederatedCredential(issuer, "s", "a");
    session.azure.directory().issuer(issuer);
    try (AzureSession other = new AzureSession()) {
      String forged = other.azure.directory().issuer(issuer).mint("s", "a", Duration.ofHours(1));
      var answer = session.signIn(tenant, assertionForm(AzureSession.CLIENT, forged));
      assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(50013);
    }
  }

  @Test
  void a_real_issuers_published_keys_can_be_trusted() {
    String issuer = "https://cluster.example/";
    session.application.withFederatedCredential(issuer, "s", "a");
    SigningKey real = SigningKey.create("real");
    session.azure.directory().issuer(issuer).trustJwks(real.jwks().toString());
    var claims =
        Json.object()
            .put("iss", issuer)
            .put("sub", "s")
            .put("aud", "a")
            .put("exp", session.clock.instant().plusSeconds(600).getEpochSecond());
    session.signIn(tenant, assertionForm(AzureSession.CLIENT, Jwt.sign(claims, real).text())).ok();
  }

  @Test
  void an_old_federated_token_is_refused() {
    String issuer = "https://cluster.example/";
    session.application.withFederatedCredential(issuer, "s", "a");
    String token = session.azure.directory().issuer(issuer).mint("s", "a", Duration.ofHours(1));
    session.clock.advance(Duration.ofHours(2));
    var answer = session.signIn(tenant, assertionForm(AzureSession.CLIENT, token));
    assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(700024);
  }

  @Test
  void a_new_federated_credential_takes_effect_after_the_replication_delay() {
    session.azure.directory().replicationDelay(Duration.ofMinutes(5));
    String issuer = "https://cluster.example/";
    session.application.withFederatedCredential(issuer, "s", "a");
    String token = session.azure.directory().issuer(issuer).mint("s", "a", Duration.ofHours(1));
    Map<String, String> form = assertionForm(AzureSession.CLIENT, token);
    assertThat(session.signIn(tenant, form).status()).isEqualTo(400);
    session.clock.advance(Duration.ofMinutes(6));
    session.signIn(tenant, form).ok();
  }

  @ParameterizedTest
  @CsvSource({
    "/%s/v2.0/.well-known/openid-configuration",
    "/%s/.well-known/openid-configuration",
    "/common/v2.0/.well-known/openid-configuration"
  })
  void the_discovery_documents_lead_to_the_endpoints(String path) {
    URI uri = URI.create(session.azure.entra().uri() + path.formatted(tenant));
    JsonNode document = session.send("GET", uri, "", Map.of()).ok().json();
    assertThat(document.path("token_endpoint").asText())
        .startsWith(session.azure.entra().uri() + "/")
        .endsWith("/token");
    assertThat(document.path("issuer").asText()).startsWith(session.azure.entra().uri().toString());
    JsonNode keys =
        session
            .send("GET", URI.create(document.path("jwks_uri").asText()), "", Map.of())
            .ok()
            .json();
    assertThat(Jwks.parse(keys.toString())).hasSize(1);
  }

  @Test
  void instance_discovery_names_the_authority() {
    URI entra = session.azure.entra().uri();
    JsonNode document =
        session
            .send(
                "GET",
                URI.create(
                    entra
                        + "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                        + entra
                        + "/"
                        + tenant
                        + "/oauth2/v2.0/authorize"),
                "",
                Map.of())
            .ok()
            .json();
    assertThat(document.path("tenant_discovery_endpoint").asText())
        .isEqualTo(entra + "/" + tenant + "/v2.0/.well-known/openid-configuration");
    assertThat(document.path("metadata").get(0).path("aliases").get(0).asText())
        .isEqualTo(entra.getAuthority());
  }

  private static Map<String, String> assertionForm(String client, String assertion) {
    return Map.of(
        "grant_type", "client_credentials",
        "client_id", client,
        "client_assertion_type", JWT_BEARER,
        "client_assertion", assertion,
        "scope", "https://management.azure.com/.default");
  }

  private static String assertion(String algorithm, String name, String audience, Instant from) {
    try {
      byte[] der = CERTIFICATE.certificate().getEncoded();
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(der);
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(der);
      var base64 = Base64.getUrlEncoder().withoutPadding();
      var header = Json.object().put("typ", "JWT").put("alg", algorithm);
      switch (name) {
        case "x5t" -> header.put("x5t", base64.encodeToString(sha1));
        case "padded" -> header.put("x5t", Base64.getUrlEncoder().encodeToString(sha1));
        case "x5t#S256" -> header.put("x5t#S256", base64.encodeToString(sha256));
        case "kid" -> header.put("kid", java.util.HexFormat.of().formatHex(sha1));
        default -> header.put("kid", "nobody");
      }
      var claims =
          Json.object()
              .put("iss", AzureSession.CLIENT)
              .put("sub", AzureSession.CLIENT)
              .put("aud", audience)
              .put("nbf", from.getEpochSecond())
              .put("exp", from.plusSeconds(600).getEpochSecond());
      String text =
          base64.encodeToString(header.toString().getBytes(StandardCharsets.UTF_8))
              + "."
              + base64.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
      Signature signer =
          Signature.getInstance(algorithm.equals("PS256") ? "RSASSA-PSS" : "SHA256withRSA");
      if (algorithm.equals("PS256")) {
        signer.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signer.initSign(CERTIFICATE.privateKey());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return text + "." + base64.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
