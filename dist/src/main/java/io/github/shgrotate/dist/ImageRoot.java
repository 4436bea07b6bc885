package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The file system of the image: the shipped folder, the few system libraries that its runtime
/// needs, and the files by which they and a scanner know where they are. No shell, no package
/// manager, no folder to write to.
final class ImageRoot {
  private final Path root;

  ImageRoot(Path root) {
    this.root = root;
  }

  /// @param shipped the shipped folder
  static ImageRoot lay(Layout shipped, Path folder, Instant time) throws IOException {
    Folders.delete(folder);
    ImageRoot image = new ImageRoot(folder);
    image.layProgram(shipped);
    image.laySystem(shipped);
    Folders.normalise(folder, time);
    return image;
  }

  Path path() {
    return root;
  }

  /// The shipped folder in it.
  Layout home() {
    return new Layout(at(ImageConfiguration.HOME));
  }

  private Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  private void layProgram(Layout shipped) throws IOException {
    try (Stream<Path> files = Files.walk(shipped.home())) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        // Through links: the image's writer knows none.
        copy(each, home().home().resolve(shipped.home().relativize(each)));
      }
    }
    // A shell script without a shell, what man and shells read, and a tool that nobody needs here.
    Files.delete(home().launcher());
    Folders.delete(home().home().resolve("share"));
    Files.delete(home().runtime().resolve("bin/keytool"));
  }

  private void laySystem(Layout shipped) throws IOException {
    Collection<Path> libraries = SystemLibraries.of(shipped.runtime());
    for (Path each : libraries) {
      copy(each, at(each.toString()));
    }
    List<SystemPackage> packages = SystemLibraries.packages(libraries);
    for (SystemPackage each : packages) {
      String licence = "/usr/share/doc/%s/copyright".formatted(each.name());
      copy(Path.of(licence), at(licence));
      // Where scanners for vulnerabilities look.
      write("/var/lib/dpkg/status.d/" + each.name(), each.status());
    }
    if (!packages.isEmpty()) {
      copy(Path.of("/etc/os-release"), at("/etc/os-release"));
    }
    completeLists(packages);
    write(
        "/etc/passwd", "nonroot:x:%d:%1$d:nonroot:/:/nologin\n".formatted(ImageConfiguration.USER));
    write("/etc/group", "nonroot:x:%d:\n".formatted(ImageConfiguration.USER));
    write("/etc/nsswitch.conf", "hosts: files dns\n");
  }

  private void completeLists(List<SystemPackage> packages) throws IOException {
    if (Files.exists(home().bill())) {
      BillOfMaterials bill = BillOfMaterials.read(home().bill());
      packages.forEach(bill::addSystemPackage);
      Files.delete(home().bill());
      bill.write(home().bill());
    }
    if (Files.exists(home().licences())) {
      StringBuilder text = new StringBuilder("Of the system:\n\n");
      for (SystemPackage each : packages) {
        text.append(
            "  %-28s %s, from Debian's source package %s; /usr/share/doc/%s/copyright%n"
                .formatted(each.name(), each.version(), each.source(), each.name()));
      }
      String libraries = Files.readString(home().licences());
      Files.delete(home().licences());
      Files.writeString(home().licences(), text + "\n" + libraries);
    }
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), text);
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
