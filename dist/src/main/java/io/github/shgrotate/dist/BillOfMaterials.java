package io.github.shgrotate.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is shipped, as CycloneDX: begun by its Maven plugin with the libraries, and completed here
/// with what Maven does not know.
final class BillOfMaterials {
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode document;

  private BillOfMaterials(ObjectNode document) {
    this.document = document;
  }

  /// One library.
  ///
  /// @param licences SPDX names
  record Library(String name, String version, List<String> licences) {
    String jar() {
      return "%s-%s.jar".formatted(name, version);
    }
  }

  static BillOfMaterials read(Path file) throws IOException {
    return new BillOfMaterials((ObjectNode) JSON.readTree(file.toFile()));
  }

  List<Library> libraries() {
    List<Library> libraries = new ArrayList<>();
    for (JsonNode each : components()) {
      if (each.path("purl").asText().startsWith("pkg:maven/")
          && !each.path("group").asText().equals("io.github.shgrotate")) {
        List<String> licences = new ArrayList<>();
        each.path("licenses")
            .forEach(
                licence ->
                    licences.add(
                        licence.has("expression")
                            ? licence.path("expression").asText()
                            : licence
                                .at("/license/id")
                                .asText(licence.at("/license/name").asText())));
        libraries.add(
            new Library(each.path("name").asText(), each.path("version").asText(), licences));
      }
    }
    libraries.sort(Comparator.comparing(Library::name));
    return libraries;
  }

  /// Whether it is of these jars: Maven makes none when it is offline, and leaves the last one.
  boolean isOf(List<Path> jars) {
    Set<String> named = libraries().stream().map(Library::jar).collect(Collectors.toSet());
    Set<String> there =
        jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    return named.equals(there);
  }

  /// Says of a jar that what is shipped is not, byte for byte, what was published.
  void fitted(String jar, String sha256) {
    for (JsonNode each : components()) {
      String name = each.path("name").asText() + "-" + each.path("version").asText() + ".jar";
      if (name.equals(jar)) {
        ((ObjectNode) each)
            .putObject("pedigree")
            .put(
                "notes",
                "Shipped without its signature and with classes of Java 8 at least, so that an"
                    + " ahead-of-time cache takes them; the hashes are those of the published"
                    + " jar.");
        property((ObjectNode) each, "shipped:sha256", sha256);
      }
    }
  }

  void addRuntime(String vendor, String version, List<String> modules) {
    ObjectNode runtime = component("platform", "openjdk", version);
    runtime.put("publisher", vendor);
    runtime.put("description", "Java runtime, linked by jlink from some modules");
    runtime.put(
        "cpe",
        "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*".formatted(version.replaceFirst("[+].*", "")));
    licence(runtime, "GPL-2.0-only WITH Classpath-exception-2.0");
    property(runtime, "modules", String.join(" ", modules));
    components().add(runtime);
  }

  void addSystemPackage(SystemPackage each) {
    ObjectNode component = component("library", each.name(), each.version());
    component.put(
        "description",
        "Debian's package, of which are shipped: "
            + String.join(", ", new TreeSet<>(each.files())));
    component.put("purl", each.purl());
    components().add(component);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }

  private ArrayNode components() {
    return document.withArray("components");
  }

  private static ObjectNode component(String type, String name, String version) {
    ObjectNode component = JSON.createObjectNode();
    component.put("type", type);
    component.put("bom-ref", name + "@" + version);
    component.put("name", name);
    component.put("version", version);
    return component;
  }

  private static void licence(ObjectNode component, String expression) {
    component.putArray("licenses").addObject().put("expression", expression);
  }

  private static void property(ObjectNode component, String name, String value) {
    component.withArray("properties").addObject().put("name", name).put("value", value);
  }
}
