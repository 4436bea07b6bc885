package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFolderTest {
  private static final String TOKENS = "/var/run/secrets/tokens";

  private static final JsonNode POD =
      Trees.literal(
          """
          {"metadata":{"name":"job-1","namespace":"apim"},
           "spec":{"volumes":[
             {"name":"settings","configMap":{"name":"settings"}},
             {"name":"tokens","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}},
             {"name":"scratch","emptyDir":{}},
             {"name":"lost","secret":{"secretName":"none"}}]}}\
          """);

  private static final JsonNode CONTAINER =
      Trees.literal(
          """
          {"name":"main","volumeMounts":[
            {"name":"settings","mountPath":"/etc/settings/"},
            {"name":"settings","mountPath":"/etc/one","subPath":"B"},
            {"name":"tokens","mountPath":"/var/run/secrets/tokens"},
            {"name":"scratch","mountPath":"/tmp"}]}\
          """);

  @TempDir Path parent;
  private final FakePodSources sources = new FakePodSources();
  private PodFolder folder;

  @BeforeEach
  void create() {
    folder = PodFolder.create(parent, POD, sources);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void every_mount_path_appears_below_the_root() throws Exception {
    MountedVolumes volumes = folder.mount(CONTAINER);

    Path root = volumes.root().orElseThrow();
    assertThat(root.resolve("etc/settings/A")).hasContent("from map");
    assertThat(root.resolve("etc/one")).hasContent("b");
    assertThat(root.resolve("var/run/secrets/tokens/token")).hasContent("token 1 for , 3600 s");
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    assertThat(root.resolve("dev/termination-log")).isEmptyFile();
    assertThat(volumes.at(TOKENS).orElseThrow().resolve("token")).exists();
  }

  @Test
  void what_is_in_a_pod_is_for_its_user_alone() throws Exception {
    Path token = folder.mount(CONTAINER).at(TOKENS).orElseThrow().resolve("token");

    assertThat(mode(list(parent).getFirst())).isEqualTo("rwx------");
    assertThat(mode(token.toRealPath())).isEqualTo("rw-------");
  }

  @Test
  void a_volume_changes_all_at_once() throws Exception {
    Path volume = folder.mount(CONTAINER).at("/etc/settings").orElseThrow();
    Path before = volume.resolve("..data").toRealPath();
    assertThat(Files.readSymbolicLink(volume.resolve("A"))).isEqualTo(Path.of("..data/A"));

    sources.configMaps.put("settings", "{\"data\":{\"A\":\"other\",\"C\":\"new\"}}");
    folder.refresh();

    assertThat(volume.resolve("A")).hasContent("other");
    assertThat(volume.resolve("C")).hasContent("new");
    assertThat(Files.isSymbolicLink(volume.resolve("B"))).isFalse();
    assertThat(before).doesNotExist();
    assertThat(volume.resolve("..data").toRealPath()).isNotEqualTo(before);
  }

  @Test
  void a_refreshed_token_is_another_one_in_the_same_place() throws Exception {
    Path token = folder.mount(CONTAINER).at(TOKENS).orElseThrow().resolve("token");
    assertThat(token).hasContent("token 1 for , 3600 s");

    folder.refresh();

    assertThat(token).hasContent("token 2 for , 3600 s");
  }

  @Test
  void what_was_put_into_an_empty_dir_is_there_at_the_next_start() throws Exception {
    Path scratch = folder.mount(CONTAINER).root().orElseThrow().resolve("tmp");
    Files.writeString(scratch.resolve("notes"), "kept");

    Path again = folder.mount(CONTAINER).root().orElseThrow().resolve("tmp");

    assertThat(again.resolve("notes")).hasContent("kept");
  }

  @Test
  void a_volume_that_cannot_be_made_is_told() {
    JsonNode container =
        Trees.literal(
            "{\"name\":\"main\",\"volumeMounts\":[{\"name\":\"lost\",\"mountPath\":\"/x\"}]}");

    assertThatThrownBy(() -> folder.mount(container)).hasMessage("secret \"none\" not found");
  }

  @Test
  void nothing_of_a_pod_is_left() throws Exception {
    Path scratch = folder.mount(CONTAINER).root().orElseThrow().resolve("tmp");
    Path elsewhere = Files.writeString(parent.resolve("not-the-pods"), "stays");
    Files.createSymbolicLink(scratch.resolve("link"), elsewhere);

    folder.close();

    assertThat(list(parent)).containsExactly(elsewhere);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "/etc/settings, ROOT/etc/settings",
    "/etc/settings/A, ROOT/etc/settings/A",
    "/etc/settings-of-others, /etc/settings-of-others",
    "/etc, /etc",
    "--file=/etc/settings/A, --file=/etc/settings/A",
    "plain, plain"
  })
  void a_variable_that_names_a_mounted_path_names_the_file_here(String written, String seen)
      throws Exception {
    MountedVolumes volumes = folder.mount(CONTAINER);
    String root = volumes.root().orElseThrow().toString();

    ContainerEnvironment environment =
        volumes.seenFrom(new ContainerEnvironment(Map.of("FILE", written)));

    assertThat(environment.value("FILE")).contains(seen.replace("ROOT", root));
    assertThat(environment.value("CONTAINER_SANDBOX_MOUNT_POINT")).contains(root);
  }

  @Test
  void without_volumes_an_environment_stays_as_it_is() {
    ContainerEnvironment environment = new ContainerEnvironment(Map.of("FILE", "/etc/settings"));

    assertThat(MountedVolumes.NONE.seenFrom(environment)).isSameAs(environment);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    }
  }
}
