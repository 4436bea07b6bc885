package io.github.shgrotate.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The image, taken apart as an engine would.
///
/// @param configuration the image's own, with the one of its container under `config`
/// @param root its layers, one over the other
/// @param listing a line of `tar --list --verbose` for each entry of each layer
record UnpackedImage(JsonNode configuration, Path root, List<String> listing) {
  private static final JsonMapper JSON = new JsonMapper();

  static UnpackedImage into(Path folder) throws IOException, InterruptedException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    Path root = Files.createDirectories(folder.resolve("root"));
    tar("-xf", archive().toString(), "-C", archive.toString());
    JsonNode index = JSON.readTree(archive.resolve("index.json").toFile());
    JsonNode manifest = JSON.readTree(blob(archive, index.path("manifests").path(0)).toFile());
    List<String> listing = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      String file = blob(archive, layer).toString();
      listing.addAll(tar("--numeric-owner", "-tvzf", file).lines().toList());
      tar("--numeric-owner", "-xpzf", file, "-C", root.toString());
    }
    return new UnpackedImage(
        JSON.readTree(blob(archive, manifest.path("config")).toFile()), root, listing);
  }

  /// Of its container.
  JsonNode config() {
    return configuration.path("config");
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith(".oci.tar")).findFirst().orElseThrow();
    }
  }

  private static Path blob(Path archive, JsonNode descriptor) {
    return archive.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }

  private static String tar(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    Run run = Run.of(Map.of("PATH", System.getenv("PATH")), command);
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.err());
    }
    return run.out();
  }
}
