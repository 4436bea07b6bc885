package io.github.shgrotate.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.spi.ToolProvider;

/// A Java runtime of the modules that the rotator uses.
///
/// What the libraries could ask for beside these, and why it is not there: `java.desktop`
/// (snakeyaml's and Jackson's beans, a browser for msal4j's interactive sign-in), `java.sql` and
/// `java.xml` (Jackson's optional types, msal4j's federated passwords), `jdk.httpserver` (msal4j's
/// interactive sign-in). They look before they use them, or are never asked to. Certificates, TLS
/// and elliptic curves are all in `java.base`; every message is made for the root locale, so no
/// locale data.
final class RuntimeImage {
  static final List<String> MODULES = List.of("java.base", "java.net.http");

  /// Mozilla's list, which comes with Java, has about 140.
  private static final int FEWEST_ROOTS = 50;

  private RuntimeImage() {}

  static void link(Path folder) throws IOException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () -> new IllegalStateException("no jlink: install the whole JDK, with jmods"));
    StringWriter said = new StringWriter();
    PrintWriter output = new PrintWriter(said, true);
    int exitCode =
        jlink.run(
            output,
            output,
            "--add-modules",
            String.join(",", MODULES),
            "--strip-java-debug-attributes",
            // It comes before or after the stripping, by chance, and its result differs; the
            // ahead-of-time cache holds those classes anyway.
            "--disable-plugin",
            "generate-jli-classes",
            "--compress",
            "zip-6",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.toString());
    if (exitCode != 0) {
      throw new IllegalStateException("jlink failed: " + said);
    }
    checkRoots(folder.resolve("lib/security/cacerts"));
  }

  /// Some packagers of Java leave the roots to the system.
  private static void checkRoots(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      KeyStore roots = KeyStore.getInstance("PKCS12");
      roots.load(content, null);
      if (roots.size() < FEWEST_ROOTS) {
        throw new IllegalStateException(
            "%s of this JDK holds only %d roots: Azure could not be trusted"
                .formatted(file.getFileName(), roots.size()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the roots of this JDK cannot be read: " + file, e);
    }
  }
}
