package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTest {
  private final AzureSession session = new AzureSession();

  @BeforeEach
  void allow() {
    session.application.withGraphPermissions("Application.ReadWrite.All", "Directory.Read.All");
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void an_application_signs_in_when_it_has_a_secret_and_a_service_principal() {
    JsonNode registered = register("rotator");
    String secret = addPassword(registered, "2999-01-01T00:00:00Z").path("secretText").asText();

    assertThat(signIn(registered, secret).status()).as("without a principal").isEqualTo(400);
    JsonNode principal =
        session
            .graph(
                "POST", "servicePrincipals", "{\"appId\": %s}".formatted(registered.path("appId")))
            .ok()
            .json();
    assertThat(signIn(registered, secret).status()).isEqualTo(200);
    assertThat(signIn(registered, secret + "x").status()).isEqualTo(401);
    assertThat(principal.path("id")).isNotEqualTo(registered.path("id"));
    assertThat(
            session
                .azure
                .directory()
                .home()
                .find(registered.path("appId").asText())
                .orElseThrow()
                .objectId())
        .isEqualTo(principal.path("id").asText());
  }

  @Test
  void a_secret_is_told_once_ends_in_time_and_can_be_removed() {
    JsonNode mine = applications("appId eq '" + AzureSession.CLIENT + "'").path(0);
    String end = session.in(Duration.ofDays(1)).toString();

    JsonNode added = addPassword(mine, end);

    String secret = added.path("secretText").asText();
    JsonNode shown = applications("appId eq '" + AzureSession.CLIENT + "'").path(0);
    assertThat(secret).hasSize(40);
    assertThat(shown.at("/passwordCredentials/1/keyId")).isEqualTo(added.path("keyId"));
    assertThat(shown.at("/passwordCredentials/1/endDateTime").asText()).isEqualTo(end);
    assertThat(shown.toString()).doesNotContain(secret, AzureSession.SECRET);
    assertThat(signIn(mine, secret).status()).isEqualTo(200);
    session.clock.advance(Duration.ofDays(2));
    assertThat(signIn(mine, secret).json().path("error_codes").path(0).asInt()).isEqualTo(7000222);
    session
        .graph(
            "POST",
            "applications/" + mine.path("id").asText() + "/removePassword",
            "{\"keyId\": %s}".formatted(added.path("keyId")))
        .ok();
    assertThat(signIn(mine, secret).json().path("error_codes").path(0).asInt()).isEqualTo(7000215);
    assertThat(session.accessToken()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          applications      | appId eq 'aaaaaaaa-0000-0000-0000-000000000001'                         | 1
          applications      | startswith(displayName,'rota')                                          | 1
          applications      | appId eq '00000000-0000-0000-0000-000000000000'                         | 0
          servicePrincipals | servicePrincipalNames/any(c:c eq 'aaaaaaaa-0000-0000-0000-000000000001') | 1
          servicePrincipals | servicePrincipalNames/any(c:c eq 'managed')                             | 1
          servicePrincipals | displayName eq 'identity'                                               | 1
          servicePrincipals | displayName eq 'rotator'                                                | 0
          applications      | displayName eq 'identity'                                               | 0
          """)
  void who_is_there_is_found_by_name_and_id(String collection, String filter, int found) {
    register("rotator");
    session.azure.directory().userAssignedIdentity("managed", "/x/userAssignedIdentities/identity");

    assertThat(list(collection, filter)).hasSize(found);
  }

  @Test
  void a_principal_is_read_by_its_object_id() {
    session.azure.directory().userAssignedIdentity("managed", "/x/userAssignedIdentities/identity");
    String id = list("servicePrincipals", "displayName eq 'identity'").path(0).path("id").asText();

    assertThat(
            session.graph("GET", "servicePrincipals/" + id, "").ok().json().path("appId").asText())
        .isEqualTo("managed");
    assertThat(session.graph("GET", "servicePrincipals/" + id + "0", "").status()).isEqualTo(404);
  }

  @Test
  void principals_are_found_by_their_object_ids() {
    JsonNode found =
        session
            .graph(
                "POST",
                "directoryObjects/getByIds",
                "{\"ids\": [\"%s\", \"none\"]}".formatted(session.application.objectId()))
            .ok()
            .json()
            .path("value");

    assertThat(found).hasSize(1);
    assertThat(found.at("/0/@odata.type").asText()).isEqualTo("#microsoft.graph.servicePrincipal");
    assertThat(found.at("/0/appId").asText()).isEqualTo(AzureSession.CLIENT);
  }

  @Test
  void federated_credentials_of_an_application_are_listed() {
    session.application.withFederatedCredential("https://issuer.example/", "subject", "audience");
    String id = applications("appId eq '" + AzureSession.CLIENT + "'").at("/0/id").asText();

    JsonNode listed =
        session
            .graph("GET", "applications/" + id + "/federatedIdentityCredentials", "")
            .ok()
            .json()
            .at("/value/0");

    assertThat(listed.path("issuer").asText()).isEqualTo("https://issuer.example/");
    assertThat(listed.path("subject").asText()).isEqualTo("subject");
    assertThat(listed.at("/audiences/0").asText()).isEqualTo("audience");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,               GET,  403",
    "Directory.Read.All,   GET,  200",
    "Application.Read.All, GET,  200",
    "Application.Read.All, POST, 403"
  })
  void it_takes_a_permission_of_graph(String permission, String method, int status) {
    session.azure.directory().home().removeApplication(AzureSession.CLIENT);
    session
        .azure
        .directory()
        .application(AzureSession.CLIENT)
        .withSecret(AzureSession.SECRET)
        .grant("/", "*")
        .withGraphPermissions(permission);

    AzureSession.Answer answer =
        session.graph(
            method, "applications", method.equals("GET") ? "" : "{\"displayName\": \"x\"}");

    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.errorCode()).isEqualTo("Authorization_RequestDenied");
    }
  }

  @Test
  void a_token_for_arm_is_refused_here_and_one_for_graph_there() {
    String forGraph = session.accessToken("https://graph.microsoft.com");

    AzureSession.Answer here =
        session.send(
            "GET",
            URI.create(session.azure.graph().uri() + "/v1.0/applications"),
            "",
            Map.of("Authorization", "Bearer " + session.accessToken()));
    AzureSession.Answer there =
        session.arm("GET", "/tenants?api-version=2022-12-01", "", forGraph, Map.of());

    assertThat(here.status()).isEqualTo(401);
    assertThat(here.errorCode()).isEqualTo("InvalidAuthenticationToken");
    assertThat(there.errorCode()).isEqualTo("InvalidAuthenticationTokenAudience");
  }

  private JsonNode register(String name) {
    return session
        .graph("POST", "applications", "{\"displayName\": \"%s\"}".formatted(name))
        .ok()
        .json();
  }

  private JsonNode addPassword(JsonNode application, String end) {
    return session
        .graph(
            "POST",
            "applications/" + application.path("id").asText() + "/addPassword",
            "{\"passwordCredential\": {\"displayName\": \"new\", \"endDateTime\": \"%s\"}}"
                .formatted(end))
        .ok()
        .json();
  }

  private JsonNode applications(String filter) {
    return list("applications", filter);
  }

  private JsonNode list(String collection, String filter) {
    return session
        .graph(
            "GET", collection + "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), "")
        .ok()
        .json()
        .path("value");
  }

  private AzureSession.Answer signIn(JsonNode application, String secret) {
    Map<String, String> form = new HashMap<>(session.secretForm());
    form.put("client_id", application.path("appId").asText());
    form.put("client_secret", secret);
    return session.signIn(session.azure.directory().tenantId(), form);
  }
}
