package io.github.shgrotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents point at is there: files by link or by name, and classes by name.
class DocumentsTest {
  private static final Path ROOT = Path.of("..");

  /// `[words](path)`, not an address of the web.
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

  /// `[words](path#heading)` or, in the same document, `[words](#heading)`.
  private static final Pattern ANCHOR = Pattern.compile("]\\((?!https?:)([^)#]*#[^)]+)\\)");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  /// A file or folder of the repository in a code span.
  private static final Pattern FILE =
      Pattern.compile("`((?:\\.ci|bin|config|deploy|docs|e2e|rotator|sandbox)/[\\w./-]*)`");

  /// A class of the product with its package, such as `rotation/Planner`.
  private static final Pattern CLASS =
      Pattern.compile(
          "`((?:azure|cli|doctor|kubernetes|manifests|network|probe|rotation|status)/[A-Z]\\w+)`");

  /// A test class in a code span.
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))`");

  static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
      return Stream.of(top, docs, deploy)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_leads_to_a_file(Path document) throws IOException {
    Path folder = document.resolveSibling("");

    assertThat(found(LINK, document).map(folder::resolve)).allMatch(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_into_a_document_leads_to_a_heading(Path document) throws IOException {
    for (String link : found(ANCHOR, document).toList()) {
      int mark = link.indexOf('#');
      Path target = mark == 0 ? document : document.resolveSibling(link.substring(0, mark));

      assertThat(anchors(target)).as(target.toString()).contains(link.substring(mark + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_file_that_is_named_is_there(Path document) throws IOException {
    assertThat(found(FILE, document).filter(DocumentsTest::isInTheRepository).map(ROOT::resolve))
        .allMatch(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_class_that_is_named_is_there(Path document) throws IOException {
    assertThat(
            found(CLASS, document)
                .map(
                    name ->
                        ROOT.resolve(
                            "rotator/src/main/java/io/github/shgrotate/" + name + ".java")))
        .allMatch(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_test_that_is_named_is_there(Path document) throws IOException {
    List<String> tests = sources();

    assertThat(found(TEST, document).map(name -> name + ".java")).allMatch(tests::contains);
  }

  @Test
  void the_dockerfile_labels_the_image_with_the_version_that_is_built() throws IOException {
    String version =
        Pattern.compile("apim-shg-rotate-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    assertThat(Files.readString(ROOT.resolve("deploy/Dockerfile")))
        .contains("org.opencontainers.image.version=\"%s\"".formatted(version));
  }

  @Test
  void there_is_something_to_find() throws IOException {
    for (Pattern pattern : List.of(LINK, ANCHOR, FILE, CLASS, TEST)) {
      long found = 0;
      for (Path document : documents()) {
        found += found(pattern, document).count();
      }
      assertThat(found).as(pattern.pattern()).isGreaterThan(5);
    }
  }

  /// As GitHub makes them: in lower case, without punctuation, with hyphens for blanks.
  private static List<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(Files.readString(document).replaceAll("(?ms)^```.*?^```", ""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  /// What a build makes is not there before it.
  private static boolean isInTheRepository(String file) {
    return !file.contains("/target");
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> rotator = Files.walk(ROOT.resolve("rotator/src/test"));
        Stream<Path> sandbox = Files.walk(ROOT.resolve("sandbox/src/test"));
        Stream<Path> dist = Files.walk(ROOT.resolve("dist/src/test"));
        Stream<Path> e2e = Files.walk(ROOT.resolve("e2e/src/test"))) {
      return Stream.of(rotator, sandbox, dist, e2e)
          .flatMap(files -> files)
          .map(file -> String.valueOf(file.getFileName()))
          .toList();
    }
  }

  private static Stream<String> found(Pattern pattern, Path document) throws IOException {
    return pattern.matcher(Files.readString(document)).results().map(match -> match.group(1));
  }
}
