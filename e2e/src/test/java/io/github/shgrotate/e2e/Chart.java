package io.github.shgrotate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The Helm chart of `deploy/`, as a user's Helm renders it.
public final class Chart {
  private static final Path FOLDER = Checkout.ROOT.resolve("deploy/chart");

  private final ForeignProgram helm;
  private final Path folder;

  private Chart(ForeignProgram helm, Path folder) {
    this.helm = helm;
    this.folder = folder;
  }

  /// The chart, read by the Helm of `e2e/helm`.
  ///
  /// @param folder for what Helm and the tests write
  public static Chart in(Path folder) throws IOException, InterruptedException {
    return new Chart(ForeignProgram.of("helm"), folder);
  }

  /// What `helm install` would apply.
  public ForeignProgram.Run template(String release, String namespace, String values)
      throws IOException, InterruptedException {
    return helm.run(
        folder,
        "template",
        release,
        FOLDER.toString(),
        "--namespace",
        namespace,
        "--values",
        file(values).toString());
  }

  /// What `helm install` would tell in the end.
  String notes(String release, String namespace, String values)
      throws IOException, InterruptedException {
    String said =
        helm.run(
                folder,
                "install",
                release,
                FOLDER.toString(),
                "--dry-run=client",
                "--namespace",
                namespace,
                "--values",
                file(values).toString())
            .text();
    return said.substring(said.indexOf("NOTES:"));
  }

  ForeignProgram.Run lint(String values) throws IOException, InterruptedException {
    return helm.run(
        folder, "lint", "--strict", FOLDER.toString(), "--values", file(values).toString());
  }

  private Path file(String values) throws IOException {
    return Files.writeString(folder.resolve("values.yaml"), values);
  }
}
