package io.github.shgrotate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {
  private static final URI ARM = URI.create("https://management.azure.com/x");

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "HTTPS_PROXY, http://proxy:3128, proxy:3128",
    "https_proxy, http://proxy:3128/, proxy:3128",
    "ALL_PROXY, proxy:8080, proxy:8080",
    "all_proxy, HTTP://proxy, proxy:80",
    "HTTPS_PROXY, http://user:pass%40word@proxy:3128, proxy:3128",
    "HTTPS_PROXY, http://[::1]:3128, [::1]:3128",
    "HTTP_PROXY, http://proxy:3128, none",
    "HTTPS_PROXY, '  ', none"
  })
  void a_proxy_is_read_from_the_usual_variables(String variable, String value, String proxy) {
    ProxyRules rules = ProxyRules.from(Map.of(variable, value));

    assertThat(rules.proxyFor(ARM).map(ProxyServer::toString).orElse("none")).isEqualTo(proxy);
  }

  @Test
  void lower_case_goes_before_upper_case_and_the_special_before_the_general() {
    ProxyRules rules =
        ProxyRules.from(
            Map.of(
                "https_proxy", "http://a:1",
                "HTTPS_PROXY", "http://b:2",
                "ALL_PROXY", "http://c:3"));

    assertThat(rules).hasToString("ProxyRules[https=a:1, http=c:3]");
  }

  @ParameterizedTest(name = "NO_PROXY={0} {1}: straight {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "* | https://a.example | true",
        "a.example | https://a.example | true",
        "A.Example | https://a.EXAMPLE/x | true",
        "example | https://a.example | true",
        ".example | https://a.example | true",
        ".example | https://example | true",
        "*.example | https://a.example | true",
        "ample | https://a.example | false",
        "b.example, a.example | https://a.example | true",
        "b.example a.example | https://a.example | true",
        "a.example:443 | https://a.example | true",
        "a.example:8443 | https://a.example | false",
        "a.example:8443 | https://a.example:8443 | true",
        "10.0.0.0/8 | https://10.1.2.3 | true",
        "10.0.0.0/8 | https://11.1.2.3 | false",
        "10.0.0.0/8 | https://ten.example | false",
        "10.1.2.3 | https://10.1.2.3:8443 | true",
        "fd00::/8 | https://[fd12::1] | true",
        "fd12::1 | https://[fd12::1] | true",
        "[fd12::1]:443 | https://[fd12::1] | true",
        "10.0.0.0/nine | https://10.1.2.3 | false",
        "'' | https://a.example | false",
        "'' | https://127.0.0.1:8443 | true",
        "'' | https://localhost | true",
        "'' | https://[::1]:8443 | true",
        "'' | http://169.254.169.254/metadata | true",
        "'' | https://127.example.com | false"
      })
  void exceptions_are_read_as_curl_reads_them(String noProxy, URI address, boolean straight) {
    ProxyRules rules =
        ProxyRules.from(Map.of("ALL_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));

    assertThat(rules.proxyFor(address).isEmpty()).isEqualTo(straight);
  }

  @Test
  void user_and_password_are_decoded_and_never_printed() {
    ProxyRules rules = ProxyRules.from(Map.of("HTTPS_PROXY", "http://me:p%40ss+w@proxy:3128"));

    assertThat(rules.proxyFor(ARM).flatMap(ProxyServer::authorization))
        .contains("Basic bWU6cEBzcyt3");
    assertThat(rules.haveAuthorization()).isTrue();
    assertThat(rules.toString()).doesNotContain("me", "p@ss", "p%40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://me:hidden@proxy:1080", "https://me:hidden@proxy", "http://me:hidden@ x"})
  void a_proxy_that_cannot_be_used_is_named_without_its_password(String value) {
    RotationFailed failed =
        catchThrowableOfType(
            RotationFailed.class, () -> ProxyRules.from(Map.of("HTTPS_PROXY", value)));

    assertThat(failed.failure().reason()).isEqualTo(Reason.OPTIONS_INVALID);
    assertThat(failed.failure().where()).contains("HTTPS_PROXY");
    assertThat(failed.failure().toString()).doesNotContain("hidden");
  }
}
