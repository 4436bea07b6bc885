package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The image that `mvn package -Pimage` makes, taken apart, and run without an engine.
@EnabledIfSystemProperty(
    named = "image",
    matches = "true",
    disabledReason = "there is an image only with mvn verify -Pimage")
class ImageTest {
  private static final long LARGEST = 100_000_000;
  private static final Path DEPLOY = Path.of("../deploy");

  @TempDir static Path folder;
  private static UnpackedImage image;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    image = UnpackedImage.into(folder);
  }

  @Test
  void rotates_with_a_read_only_root_as_a_service_account_with_the_rights_of_the_manifests()
      throws Exception {
    String obstacle = IsolatedRoot.obstacle(folder);
    if (!obstacle.isEmpty()) {
      String line =
          "NOT TESTED: this machine cannot run the image in a root of its own: " + obstacle;
      System.err.println(line);
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      abort(line);
    }
    Path world = Files.createDirectories(folder.resolve("world"));
    IsolatedRoot isolated = new IsolatedRoot(image.root(), world);
    try (GatewayWorld gateway = new GatewayWorld(world)) {
      Map<String, String> environment = new TreeMap<>();
      gateway
          .inCluster(Files.readString(DEPLOY.resolve("rbac.yaml")), world.resolve("serviceaccount"))
          .forEach(
              (name, value) ->
                  environment.put(
                      name,
                      value.startsWith(world.toString())
                          ? isolated.inside(Path.of(value))
                          : value));
      // Fatal when the cache does not fit what the layers have become.
      environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
      isolated.open();
      String former = gateway.storedToken();

      Run run = isolated.run(environment, texts(image.config().path("Entrypoint")));

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(gateway.storedToken()).isNotEqualTo(former);
      assertThat(gateway.tokensOfPods()).isEqualTo(Set.of(gateway.storedToken()));
    }
  }

  @Test
  void runs_as_a_user_with_a_number_and_without_a_shell() {
    assertThat(image.config().path("User").asText()).isEqualTo("65532:65532");
    assertThat(texts(image.config().path("Entrypoint")).getFirst()).endsWith("/bin/java");
    assertThat(image.config().path("Cmd").isEmpty()).isTrue();
    assertThat(executables())
        .allMatch(
            file ->
                file.endsWith(".so.6")
                    || file.contains("/ld-")
                    || file.endsWith("/runtime/bin/java")
                    || file.endsWith("/jspawnhelper")
                    || file.endsWith("/jexec"),
            "the C library, its loader, or of Java");
  }

  @Test
  void everything_belongs_to_root_and_nobody_else_may_write() {
    assertThat(image.listing())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("[-d]rw(x|-)r-(x|-)r-(x|-) 0/0 .*"));
  }

  @Test
  void is_at_most_100_MB() {
    long size = image.listing().stream().mapToLong(line -> Long.parseLong(words(line)[2])).sum();

    assertThat(size).isLessThanOrEqualTo(LARGEST);
  }

  @Test
  void says_what_it_is() {
    assertThat(image.configuration().path("os").asText()).isEqualTo("linux");
    assertThat(image.config().path("Labels").path("org.opencontainers.image.title").asText())
        .isEqualTo("apim-shg-rotate");
    assertThat(image.config().path("Labels").path("org.opencontainers.image.version").asText())
        .isNotEmpty();
    assertThat(image.root().resolve("etc/os-release")).exists();
  }

  @Test
  void the_dockerfile_makes_the_same() throws IOException {
    String dockerfile =
        Files.readString(DEPLOY.resolve("Dockerfile")).replaceAll("\\\\\\n\\s*", "");
    String last = dockerfile.substring(dockerfile.lastIndexOf("FROM "));

    assertThat(last).startsWith("FROM scratch");
    assertThat(last).contains("USER " + image.config().path("User").asText());
    assertThat(last).contains("ENTRYPOINT " + spaced(image.config().path("Entrypoint")));
    assertThat(texts(image.config().path("Env"))).containsExactly("LANG=C.UTF-8");
    assertThat(last).contains("ENV LANG=C.UTF-8");
    image
        .config()
        .path("Labels")
        .fieldNames()
        .forEachRemaining(label -> assertThat(last).contains(label + "="));
  }

  private static List<String> executables() {
    Set<String> files = new TreeSet<>();
    Pattern executable = Pattern.compile("-..x.*");
    for (String line : image.listing()) {
      if (executable.matcher(line).matches()) {
        files.add("/" + words(line)[5]);
      }
    }
    return List.copyOf(files);
  }

  private static String[] words(String line) {
    return line.split("\\s+", 6);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String spaced(JsonNode array) {
    return Stream.of(array)
        .flatMap(each -> texts(each).stream())
        .map(text -> "\"" + text + "\"")
        .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
  }
}
