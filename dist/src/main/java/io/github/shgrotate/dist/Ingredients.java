package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the shipped folder is made of, beside the JDK that this runs on.
///
/// @param bill the bill of materials of the libraries, as Maven has made it; empty when Maven is
///   offline
/// @param licences texts of licences that are not in the jars
/// @param recipe the classes of this program
record Ingredients(
    Path jar,
    List<Path> libraries,
    Path launcher,
    Path options,
    Optional<Path> bill,
    Path licences,
    Path recipe) {
  static Ingredients of(Path root, Path target) throws IOException {
    List<Path> libraries = Folders.files(root.resolve("rotator/target/lib"));
    return new Ingredients(
        root.resolve("rotator/target/apim-shg-rotate.jar"),
        libraries,
        root.resolve("dist/src/main/bin/apim-shg-rotate"),
        root.resolve("bin/java.options"),
        bill(target.resolve("libraries.cdx.json"), libraries),
        root.resolve("dist/src/main/licences"),
        target.resolve("classes"));
  }

  private static Optional<Path> bill(Path file, List<Path> libraries) throws IOException {
    return Files.exists(file) && BillOfMaterials.read(file).isOf(libraries)
        ? Optional.of(file)
        : Optional.empty();
  }

  /// Changes when one of them does.
  String fingerprint() throws IOException {
    MessageDigest digest = Digests.sha256();
    digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(System.getProperty("java.home").getBytes(StandardCharsets.UTF_8));
    List<Path> all = new ArrayList<>(libraries);
    all.addAll(List.of(jar, launcher, options));
    bill.ifPresent(all::add);
    all.addAll(Folders.files(licences));
    try (Stream<Path> classes = Files.walk(recipe)) {
      all.addAll(classes.filter(Files::isRegularFile).sorted().toList());
    }
    for (Path each : all) {
      digest.update(each.toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(each));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
