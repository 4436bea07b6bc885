package io.github.shgrotate.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The list of licences, with their texts.
final class ThirdParty {
  private static final Pattern TEXT =
      Pattern.compile("META-INF/[^/]*(LICENSE|NOTICE)[^/]*", Pattern.CASE_INSENSITIVE);

  /// Said in a jar of somebody else, the text is the same.
  private static final String TEXT_IS_COMMON = "Apache-2.0";

  private final Path jars;
  private final Path ownTexts;

  /// @param jars the folder of the libraries
  /// @param ownTexts a folder of texts, named as the libraries, for those whose jar has none
  ThirdParty(Path jars, Path ownTexts) {
    this.jars = jars;
    this.ownTexts = ownTexts;
  }

  String text(List<BillOfMaterials.Library> libraries) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            The Java runtime (GNU General Public License 2 with the Classpath exception) has its licences in runtime/legal.
            The libraries in lib/, and their licences:

            """);
    Map<String, String> heads = new LinkedHashMap<>();
    for (BillOfMaterials.Library each : libraries) {
      text.append(
          "  %-28s %-8s %s%n"
              .formatted(each.name(), each.version(), String.join(", ", each.licences())));
      texts(each)
          .forEach(
              (name, licence) ->
                  heads.merge(licence.strip(), each.jar() + ": " + name, (a, b) -> a + "\n" + b));
    }
    heads.forEach(
        (licence, head) ->
            text.append(
                "\n%s\n%s\n%s\n\n%s\n".formatted("=".repeat(80), head, "-".repeat(80), licence)));
    return text.toString();
  }

  private Map<String, String> texts(BillOfMaterials.Library library) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipFile jar = new ZipFile(jars.resolve(library.jar()).toFile())) {
      jar.stream()
          .filter(entry -> TEXT.matcher(entry.getName()).matches())
          .forEach(entry -> texts.put(entry.getName(), read(jar, entry)));
    }
    Path own = ownTexts.resolve(library.name() + ".txt");
    if (Files.exists(own)) {
      texts.put("licence", Files.readString(own));
    }
    if (texts.isEmpty() && !library.licences().contains(TEXT_IS_COMMON)) {
      throw new IllegalStateException(
          "no licence text for %s (%s): put one into %s"
              .formatted(library.jar(), library.licences(), own));
    }
    return texts;
  }

  private static String read(ZipFile jar, ZipEntry entry) {
    try (InputStream content = jar.getInputStream(entry)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
