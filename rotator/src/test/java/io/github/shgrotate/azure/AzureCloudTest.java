package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureCloudTest {
  @ParameterizedTest
  @CsvSource({
    "public, https://management.azure.com, https://management.azure.com/.default",
    "usgovernment, https://management.usgovcloudapi.net,"
        + " https://management.usgovcloudapi.net/.default",
    "CHINA, https://management.chinacloudapi.cn, https://management.chinacloudapi.cn/.default"
  })
  void the_known_clouds_have_names(String name, URI arm, String scope) {
    AzureCloud cloud = AzureCloud.named(name).orElseThrow();

    assertThat(cloud.armEndpoint()).isEqualTo(arm);
    assertThat(cloud.scope()).isEqualTo(scope);
  }

  @Test
  void another_name_is_none() {
    assertThat(AzureCloud.named("moon")).isEmpty();
  }

  @Test
  void the_audience_of_another_arm_is_its_endpoint_unless_it_is_said() {
    AzureCloud stack =
        AzureCloud.PUBLIC.withArmEndpoint(URI.create("https://management.local.example/"));

    assertThat(stack.scope()).isEqualTo("https://management.local.example/.default");
    assertThat(stack.withArmAudience("https://management.example/guid").scope())
        .isEqualTo("https://management.example/guid/.default");
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example, t1, https://login.example/t1",
    "https://login.example/, t1, https://login.example/t1",
    "https://adfs.example/adfs, adfs, https://adfs.example/adfs"
  })
  void the_authority_is_host_and_tenant(URI host, String tenant, String authority) {
    assertThat(AzureCloud.PUBLIC.withAuthorityHost(host).authority(tenant)).isEqualTo(authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example",
        "login.example",
        "ftp://login.example",
        "https:///x",
        "https://login.example?x=y"
      })
  void secrets_are_not_sent_to_an_unsafe_address(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AzureCloud.PUBLIC.withAuthorityHost(URI.create(address)))
        .withMessageContaining(address);
  }

  @Test
  void loopback_may_do_without_tls() {
    URI loopback = URI.create("http://127.0.0.1:8080");

    assertThat(AzureCloud.PUBLIC.withArmEndpoint(loopback).armEndpoint()).isEqualTo(loopback);
  }
}
