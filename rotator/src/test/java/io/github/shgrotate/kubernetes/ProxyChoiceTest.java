package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyChoiceTest {
  @ParameterizedTest(name = "{0} with NO_PROXY={1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://k8s.example.com:6443 | ''                          | true
          https://k8s.example.com:6443 | example.com                 | false
          https://k8s.example.com:6443 | .example.com                | false
          https://k8s.example.com:6443 | *.example.com               | false
          https://k8s.example.com:6443 | k8s.example.com:6443        | false
          https://k8s.example.com:6443 | other.org, EXAMPLE.com      | false
          https://k8s.example.com:6443 | ample.com                   | true
          https://k8s.example.com:6443 | *                           | false
          https://10.0.0.1:443         | 10.0.0.0/8                  | false
          https://10.0.0.1:443         | 10.0.0.1                    | false
          https://10.0.0.1:443         | 10.0.1.0/24                 | true
          https://10.0.0.1:443         | 10.0.0.0/99                 | true
          https://[fd00::1]:443        | fd00::/16                   | false
          https://[fd00::1]:443        | 10.0.0.0/8                  | true
          https://localhost:6443       | ''                          | false
          https://127.0.0.1:6443       | ''                          | false
          https://[::1]:6443           | ''                          | false
          """)
  void the_exceptions_are_kubectls(String server, String noProxy, boolean proxied) {
    ProxyChoice choice =
        new ProxyChoice(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));
    assertThat(choice.proxyFor(URI.create(server)).isPresent()).isEqualTo(proxied);
  }

  @Test
  void the_small_letters_count_too_and_each_scheme_has_its_own() {
    ProxyChoice choice = new ProxyChoice(Map.of("https_proxy", "proxy:3128"));
    assertThat(choice.proxyFor(URI.create("https://k8s.example.com"))).contains("proxy:3128");
    assertThat(choice.proxyFor(URI.create("http://k8s.example.com"))).isEmpty();
  }
}
