package io.github.shgrotate.status;

import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Gateway;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  @ParameterizedTest(name = "{0} is the service {1}")
  @CsvSource({
    "contoso.configuration.azure-api.net,               contoso",
    "https://contoso.configuration.azure-api.net,       contoso",
    "https://contoso.configuration.azure-api.net/,      contoso",
    "HTTPS://Contoso.Configuration.Azure-API.net:443/,  Contoso",
    "contoso.configuration.azure-api.us,                contoso",
    "contoso.configuration.azure-api.cn,                contoso",
    "https://apim.example.com,                          ",
    "contoso.configuration.azure-api.net.example.com/x, ",
  })
  void the_endpoint_names_the_service_where_it_is_azures(String endpoint, String service) {
    Identity identity =
        Identity.of(gateway().endpoint(endpoint).found(), Optional.empty(), Optional.empty());

    assertThat(identity.service()).isEqualTo(Optional.ofNullable(service));
  }

  @Test
  void the_note_on_the_secret_names_everything() {
    Identity identity =
        Identity.of(
            gateway().found(),
            Optional.empty(),
            Optional.of(
                "/subscriptions/s/resourcegroups/rg/providers/microsoft.apimanagement/service/contoso/gateways/edge"));

    assertThat(identity.recorded()).contains(new Gateway("s", "rg", "contoso", "edge"));
    assertThat(identity.name()).contains("edge");
    assertThat(identity.service()).contains("contoso");
  }

  @Test
  void a_note_that_somebody_has_spoilt_counts_as_none() {
    assertThat(
            Identity.of(gateway().found(), Optional.empty(), Optional.of("/gateways/x")).recorded())
        .isEmpty();
  }

  @Test
  void the_token_knows_best_whose_it_is() {
    assertThat(
            Identity.of(
                    gateway().gatewayName("setting").found(),
                    Optional.of(gateway().token()),
                    Optional.empty())
                .name())
        .contains("edge-eu");
  }
}
