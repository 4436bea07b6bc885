package io.github.shgrotate.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/// Values for `PATH` with a say in whether there is an Azure CLI.
final class SearchPath {
  /// What `bin/apim-shg-rotate` calls.
  private static final List<String> PROGRAMS =
      List.of("bash", "dirname", "grep", "head", "readlink", "sed");

  private SearchPath() {}

  /// This machine's programs with this script for `az`.
  static String withAzureCli(Path folder, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin-with-az"));
    write(bin.resolve("az"), script);
    return bin + File.pathSeparator + System.getenv("PATH");
  }

  /// No `az`, which may well be installed here beside the programs that are needed.
  static String withoutAzureCli(Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin-without-az"));
    for (String program : PROGRAMS) {
      write(bin.resolve(program), "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(find(program)));
    }
    return bin.toString();
  }

  private static Path find(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void write(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
