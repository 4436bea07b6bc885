package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// User-assigned identities that are made by way of ARM, and whom a cluster's issuer vouches for.
class IdentitiesTest {
  private static final String GROUP =
      "/subscriptions/" + AzureSession.SUBSCRIPTION + "/resourceGroups/rg1";
  private static final String IDENTITY =
      GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/rotator";
  private static final String CREDENTIAL = IDENTITY + "/federatedIdentityCredentials/cluster";
  private static final String CLUSTER =
      GROUP + "/providers/Microsoft.ContainerService/managedClusters/edge";
  private static final String ISSUER = "https://issuer.example/edge/";
  private static final String AUDIENCE = "api://AzureADTokenExchange";

  private final AzureSession session = new AzureSession();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void an_identity_signs_in_with_a_token_that_a_federated_credential_of_it_is_for() {
    JsonNode identity = make().ok().json().path("properties");
    String token =
        session.azure.directory().issuer(ISSUER).mint("subject", AUDIENCE, Duration.ofHours(1));

    assertThat(signIn(identity, token).status()).as("before").isEqualTo(400);
    assertThat(trust("subject").status()).isEqualTo(201);
    assertThat(signIn(identity, token).status()).as("after").isEqualTo(200);
    assertThat(trust("another subject").status()).isEqualTo(200);
    assertThat(signIn(identity, token).status()).as("afterwards").isEqualTo(400);
    assertThat(ask("GET", IDENTITY + "/federatedIdentityCredentials", "").ok().json().path("value"))
        .singleElement()
        .isEqualTo(ask("GET", CREDENTIAL, "").ok().json());
    assertThat(
            session
                .azure
                .directory()
                .home()
                .find(identity.path("clientId").asText())
                .orElseThrow()
                .objectId())
        .isEqualTo(identity.path("principalId").asText());
  }

  @Test
  void an_identity_is_made_once_and_shown_as_it_was_made() {
    AzureSession.Answer first = make();
    AzureSession.Answer second = make();

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(ask("GET", IDENTITY, "").json()).isEqualTo(first.json());
    assertThat(first.json().path("id").asText()).isEqualTo(IDENTITY);
    assertThat(session.azure.directory().machineIdentities()).isEmpty();
  }

  @Test
  void what_is_not_there_is_told_as_arm_tells_it() {
    for (String path : new String[] {IDENTITY, CREDENTIAL, CLUSTER}) {
      AzureSession.Answer answer = ask("GET", path, "");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.errorCode()).isEqualTo("ResourceNotFound");
    }
    assertThat(trust("subject").status()).isEqualTo(404);
  }

  @Test
  void each_takes_a_permission_of_its_own() {
    session.application.revokeAll();

    assertThat(make().json().at("/error/message").asText())
        .contains("'Microsoft.ManagedIdentity/userAssignedIdentities/write'");
    assertThat(trust("subject").json().at("/error/message").asText())
        .contains(
            "'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'");
    assertThat(ask("GET", CLUSTER, "").json().at("/error/message").asText())
        .contains("'Microsoft.ContainerService/managedClusters/read'");
  }

  @Test
  void a_cluster_tells_its_issuer() {
    session
        .azure
        .resources()
        .subscription(AzureSession.SUBSCRIPTION)
        .group("rg1")
        .withCluster("edge", ISSUER);

    assertThat(ask("GET", CLUSTER, "").ok().json().at("/properties/oidcIssuerProfile/issuerURL"))
        .hasToString('"' + ISSUER + '"');
  }

  private AzureSession.Answer make() {
    return ask("PUT", IDENTITY, "{\"location\": \"westeurope\"}");
  }

  private AzureSession.Answer trust(String subject) {
    return ask(
        "PUT",
        CREDENTIAL,
        """
        {"properties": {"issuer": "%s", "subject": "%s", "audiences": ["%s"]}}
        """
            .formatted(ISSUER, subject, AUDIENCE));
  }

  private AzureSession.Answer ask(String method, String path, String body) {
    return session.arm(
        method, path + "?api-version=2024-11-30", body, session.accessToken(), Map.of());
  }

  private AzureSession.Answer signIn(JsonNode identity, String token) {
    return session.signIn(
        identity.path("tenantId").asText(),
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            identity.path("clientId").asText(),
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            token,
            "scope",
            "https://management.azure.com/.default"));
  }
}
