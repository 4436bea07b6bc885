package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lists in the shipped folder agree with what lies beside them.
class BillOfMaterialsTest {
  private static final Layout LAYOUT = new Layout(Path.of("target/apim-shg-rotate"));

  @BeforeEach
  void thereIsOne() {
    if (!Files.exists(LAYOUT.bill())) {
      String line = "NOT TESTED: packed without a bill of materials, as Maven is offline";
      System.err.println(line);
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      abort(line);
    }
  }

  @Test
  void every_library_is_listed_with_the_hash_of_what_is_shipped() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    for (JsonNode each : bill().path("components")) {
      String jar = each.path("name").asText() + "-" + each.path("version").asText() + ".jar";
      if (each.path("purl").asText().startsWith("pkg:maven/")
          && !each.path("group").asText().equals("io.github.shgrotate")) {
        listed.put(jar, hashes(each));
      }
    }
    List<Path> jars = Folders.files(LAYOUT.libraries());

    assertThat(listed.keySet())
        .containsExactlyElementsOf(jars.stream().map(jar -> jar.getFileName().toString()).toList());
    for (Path jar : jars) {
      assertThat(listed.get(jar.getFileName().toString()))
          .as(jar.toString())
          .contains(Digests.sha256(jar));
    }
  }

  @Test
  void the_java_runtime_is_listed_with_its_modules() throws IOException {
    JsonNode runtime = component("openjdk");

    assertThat(runtime.path("version").asText()).startsWith("25");
    assertThat(runtime.at("/properties/0/value").asText())
        .isEqualTo(String.join(" ", RuntimeImage.MODULES));
    assertThat(runtime.at("/licenses/0/expression").asText()).startsWith("GPL-2.0");
  }

  @Test
  void every_library_has_a_licence() throws IOException {
    String licences = Files.readString(LAYOUT.licences());

    for (BillOfMaterials.Library each : BillOfMaterials.read(LAYOUT.bill()).libraries()) {
      assertThat(each.licences()).as(each.name()).isNotEmpty();
      assertThat(licences).contains("  " + each.name() + " ");
    }
    assertThat(licences).contains("Apache License").contains("(c) Microsoft Corporation");
  }

  private static JsonNode component(String name) throws IOException {
    for (JsonNode each : bill().path("components")) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("not listed: " + name);
  }

  private static Set<String> hashes(JsonNode component) {
    Set<String> hashes = new HashSet<>();
    component.path("hashes").forEach(hash -> hashes.add(hash.path("content").asText()));
    component.path("properties").forEach(property -> hashes.add(property.path("value").asText()));
    return hashes;
  }

  private static JsonNode bill() throws IOException {
    return new JsonMapper().readTree(LAYOUT.bill().toFile());
  }
}
