package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImdsTest {
  private static final String ARM = "&resource=https://management.azure.com/";
  private static final String VERSION = "api-version=2018-02-01";
  private static final String RESOURCE_ID =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";

  private final AzureSession session = new AzureSession();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void an_identity_gets_a_token_that_arm_takes() {
    session.azure.directory().systemAssignedIdentity("c0").grant(AzureSession.SERVICE, "*");
    JsonNode answer = ask(VERSION + ARM, Map.of("Metadata", "true")).ok().json();
    for (String number : new String[] {"expires_in", "expires_on", "not_before"}) {
      assertThat(answer.path(number).isTextual()).as(number).isTrue();
    }
    session
        .arm(
            "GET",
            AzureSession.GATEWAY + "?api-version=2024-05-01",
            "",
            answer.path("access_token").asText(),
            Map.of())
        .ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | 400 | Multiple user assigned identities exist
          &client_id=c1           | 200 | c1
          &client_id=c2           | 200 | c2
          &client_id=c3           | 400 | Identity not found
          &msi_res_id=RES/two     | 200 | c2
          &object_id=nobody       | 400 | Identity not found
          """)
  void an_identity_is_chosen_when_there_are_several(String selector, int status, String content) {
    session.azure.directory().userAssignedIdentity("c1", RESOURCE_ID + "one");
    session.azure.directory().userAssignedIdentity("c2", RESOURCE_ID + "two");
    var answer =
        ask(VERSION + ARM + selector.replace("RES/", RESOURCE_ID), Map.of("Metadata", "true"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.response().body()).contains(content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api-version=2018-02-01&resource=https://management.azure.com/ | false | header
          resource=https://management.azure.com/                        | true  | api-version
          api-version=2000-01-01&resource=https://management.azure.com/ | true  | api-version
          api-version=2018-02-01                                        | true  | resource
          api-version=2018-02-01&resource=https://management.azure.com/ | true  | Identity not found
          """)
  void what_is_wrong_is_refused(String query, String header, String says) {
    var answer = ask(query, Map.of("Metadata", header));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("invalid_request");
    assertThat(answer.json().path("error_description").asText()).contains(says);
  }

  private AzureSession.Answer ask(String query, Map<String, String> headers) {
    return session.send(
        "GET",
        URI.create(session.azure.imds().uri() + "/metadata/identity/oauth2/token?" + query),
        "",
        headers);
  }
}
