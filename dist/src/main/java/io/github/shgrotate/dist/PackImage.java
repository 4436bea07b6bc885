package io.github.shgrotate.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Makes the image of what [Pack] has laid out, without a container engine.
///
/// Its arguments: the folder to build in, the time that every file is to have, the version, and the
/// name of the archive. The root file system stays beside it as a folder, for a Dockerfile.
public final class PackImage {
  private PackImage() {}

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    Instant time = Instant.parse(arguments[1]);
    ImageRoot root =
        ImageRoot.lay(new Layout(target.resolve("apim-shg-rotate")), target.resolve("image"), time);
    Path file = target.resolve(arguments[3]);
    Files.deleteIfExists(file);
    // Jib knows a layer by the times of its files, which never change here: it would take an old
    // one.
    Path layers = target.resolve("jib");
    Folders.delete(layers);
    new OciArchive(root, time).write(file, layers, arguments[2]);
  }
}
