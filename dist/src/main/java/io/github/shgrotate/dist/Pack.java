package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Lays out what is shipped.
///
/// Its arguments: the root of the checkout, the folder to build in, and the time that every file is
/// to have.
public final class Pack {
  private final Ingredients ingredients;
  private final Layout layout;
  private final Instant time;

  private Pack(Ingredients ingredients, Layout layout, Instant time) {
    this.ingredients = ingredients;
    this.layout = layout;
    this.time = time;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).normalize();
    Path target = Path.of(arguments[1]);
    Ingredients ingredients = Ingredients.of(root, target);
    Layout layout = new Layout(target.resolve("apim-shg-rotate"));
    String fingerprint = ingredients.fingerprint();
    // bin/apim-shg-rotate compares its time with the jar's.
    Path packed = target.resolve("packed");
    if (Files.exists(packed) && Files.readString(packed).equals(fingerprint)) {
      Files.setLastModifiedTime(packed, FileTime.from(Instant.now()));
      return;
    }
    Files.deleteIfExists(packed);
    new Pack(ingredients, layout, Instant.parse(arguments[2])).lay();
    Files.writeString(packed, fingerprint);
  }

  private void lay() throws IOException, InterruptedException {
    Folders.delete(layout.home());
    Files.createDirectories(layout.libraries());
    Files.createDirectories(layout.launcher().getParent());
    ShippedJar.lay(ingredients.jar(), layout.home());
    for (Path library : ingredients.libraries()) {
      ShippedJar.lay(library, layout.libraries());
    }
    Files.copy(ingredients.launcher(), layout.launcher());
    Files.copy(ingredients.options(), layout.options());
    RuntimeImage.link(layout.runtime());
    if (ingredients.bill().isPresent()) {
      layBill(ingredients.bill().get());
    } else {
      System.err.println("Packed without a bill of materials: Maven makes none when it is offline");
    }
    // The cache knows the jars by their times.
    Folders.normalise(layout.home(), time);
    Training.of(layout);
    laySaid(layout.manPage(), "help", "--man");
    laySaid(layout.bashCompletion(), "completion", "bash");
    laySaid(layout.zshCompletion(), "completion", "zsh");
    laySaid(layout.fishCompletion(), "completion", "fish");
    Folders.normalise(layout.home(), time);
  }

  /// A file of what the program itself says.
  private void laySaid(Path file, String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    List<String> command = new ArrayList<>(List.of(layout.launcher().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectOutput(file.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("%s failed".formatted(command));
    }
  }

  private void layBill(Path begun) throws IOException {
    BillOfMaterials bill = BillOfMaterials.read(begun);
    for (Path library : ingredients.libraries()) {
      String name = library.getFileName().toString();
      String shipped = Digests.sha256(layout.libraries().resolve(name));
      if (!shipped.equals(Digests.sha256(library))) {
        bill.fitted(name, shipped);
      }
    }
    bill.addRuntime(
        System.getProperty("java.vendor"), Runtime.version().toString(), RuntimeImage.MODULES);
    bill.write(layout.bill());
    Files.writeString(
        layout.licences(),
        new ThirdParty(layout.libraries(), ingredients.licences()).text(bill.libraries()));
  }
}
