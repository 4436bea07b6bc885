package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What the shipped folder is made of, beside the JDK that this runs on.
///
/// @param recipe the classes of this program
record Ingredients(Path jar, List<Path> libraries, Path launcher, Path options, Path recipe) {
  static Ingredients of(Path root, Path target) throws IOException {
    return new Ingredients(
        root.resolve("rotator/target/apim-shg-rotate.jar"),
        Folders.files(root.resolve("rotator/target/lib")),
        root.resolve("dist/src/main/bin/apim-shg-rotate"),
        root.resolve("bin/java.options"),
        target.resolve("classes"));
  }

  /// Changes when one of them does.
  String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(System.getProperty("java.home").getBytes(StandardCharsets.UTF_8));
    List<Path> all = new ArrayList<>(libraries);
    all.addAll(List.of(jar, launcher, options));
    try (Stream<Path> classes = Files.walk(recipe)) {
      all.addAll(classes.filter(Files::isRegularFile).sorted().toList());
    }
    for (Path each : all) {
      digest.update(each.toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(each));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
