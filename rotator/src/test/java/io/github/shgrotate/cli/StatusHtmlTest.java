package io.github.shgrotate.cli;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static io.github.shgrotate.status.SampleGateways.gateway;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.FoundGateway;
import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.SampleGateways;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.SignIn;
import io.github.shgrotate.status.StatusPolicy;
import io.github.shgrotate.status.StatusReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StatusHtmlTest {
  @Test
  void the_page_loads_nothing_and_runs_nothing() throws Exception {
    String page = page(SampleGateways.cluster());

    assertThat(page)
        .doesNotContainIgnoringCase("<script", "<link", "<img", "<iframe", "@import", "url(")
        .doesNotContainPattern("(?i)\\s(src|href|action|on[a-z]+)\\s*=")
        .contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(elements(page, "style")).hasSize(1);
  }

  @Test
  void every_gateway_is_there_with_its_state_and_its_facts() throws Exception {
    Found cluster = SampleGateways.cluster();
    List<String> rows = texts(page(cluster), "tr");

    for (GatewayStatus gateway : report(cluster).gateways()) {
      assertThat(rows)
          .anyMatch(
              row ->
                  row.contains(gateway.title())
                      && row.contains(gateway.namespace())
                      && row.contains(gateway.workload().toString())
                      && row.contains(StatusCells.state(gateway.state())));
    }
  }

  @Test
  void every_finding_is_there_with_what_to_do_next() throws Exception {
    Found cluster = SampleGateways.cluster();
    String page = page(cluster);
    List<String> commands = texts(page, "pre").stream().map(String::strip).toList();

    report(cluster).gateways().stream()
        .flatMap(gateway -> gateway.findings().stream())
        .forEach(
            finding -> {
              assertThat(page).containsIgnoringCase(escaped(finding.what()));
              assertThat(page).containsIgnoringCase(escaped(finding.next().sentence()));
              if (!finding.next().command().isEmpty()) {
                assertThat(commands).contains(finding.next().commandLine());
              }
            });
  }

  @Test
  void every_token_has_a_bar_that_is_told_in_words_too() throws Exception {
    String page = page(SampleGateways.cluster());

    assertThat(attributes(page, "div", "aria-label"))
        .hasSize(5)
        .contains(
            "issued 19 Nov, renewal due from 8 Dec, Azure warns from 11 Dec, ends 18 Dec",
            "renewal due from 19 Nov, Azure warns from 22 Nov, ends 29 Nov");
    for (String style : attributes(page, "i", "style")) {
      assertThat(style).matches("left:\\d+\\.\\d\\d%(;width:\\d+\\.\\d\\d%)?");
    }
  }

  @Test
  void nothing_that_a_cluster_says_is_markup() throws Exception {
    String name = "<script>alert(1)</script>&\"'";
    Found found =
        new Found(
            Scope.of("apim"),
            List.of(
                gateway("apim", "a")
                    .signIn(new SignIn.Unclear(name))
                    .gatewayName(name)
                    .endpoint(name)
                    .found(),
                gateway("apim", "b").key(Optional.of(name)).found()),
            List.of(new Found.BlindSpot(name, name)),
            Optional.of(Duration.ofDays(1)));
    String page = page(found);

    assertThat(elements(page, "script")).isEmpty();
    assertThat(texts(page, "h3")).anyMatch(title -> title.contains(name));
  }

  @ParameterizedTest(name = "{0} days left: {1}")
  @CsvSource({
    "20, All is well.",
    "5,  Nothing is broken; one gateway should be looked at.",
    "1,  One gateway needs you now.",
  })
  void the_headline_says_whether_to_worry(int daysLeft, String expected) throws Exception {
    assertThat(
            texts(page(found(gateway("apim", "a").endsIn(Duration.ofDays(daysLeft)).found())), "p"))
        .contains(expected);
  }

  @Test
  void an_empty_namespace_is_a_page_too() throws Exception {
    assertThat(texts(page(found()), "p")).contains("No self-hosted gateway was found.");
    assertThat(elements(page(found()), "table")).isEmpty();
  }

  @Test
  void the_page_follows_the_reader_s_light_and_width() {
    assertThat(page(found()))
        .contains("prefers-color-scheme: dark", "width=device-width", "max-width: 44rem");
  }

  static String page(Found found) {
    return StatusHtml.of(report(found));
  }

  private static Found found(FoundGateway... gateways) {
    return new Found(Scope.of("apim"), List.of(gateways), List.of(), Optional.empty());
  }

  private static StatusReport report(Found found) {
    return StatusReport.judge(found, StatusPolicy.STANDARD, NOW);
  }

  private static String escaped(String words) {
    return new Html().text(words).toString();
  }

  /// Read as XML, so a tag that is not closed fails.
  private static List<Element> elements(String page, String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static List<String> texts(String page, String name) throws Exception {
    return elements(page, name).stream().map(Element::getTextContent).toList();
  }

  private static List<String> attributes(String page, String name, String attribute)
      throws Exception {
    return elements(page, name).stream()
        .map(each -> each.getAttribute(attribute))
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
