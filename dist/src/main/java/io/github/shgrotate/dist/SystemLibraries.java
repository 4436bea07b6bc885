package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of the build machine's system a runtime needs: the loader and the C library, found as the
/// loader finds them, and the packages they are from.
final class SystemLibraries {
  /// `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, or the loader, which is named by its
  /// path.
  private static final Pattern FOUND = Pattern.compile("\\s+(?:\\S+ => )?(/\\S+) \\(0x.*");

  private SystemLibraries() {}

  /// The paths by which the loader asks for them, which may be links.
  static Collection<Path> of(Path runtime) throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(runtime)) {
      for (Path each : files.filter(SystemLibraries::isBinary).sorted().toList()) {
        for (String line : said("ldd", each.toString()).lines().toList()) {
          Matcher matcher = FOUND.matcher(line);
          if (matcher.matches() && !Path.of(matcher.group(1)).normalize().startsWith(runtime)) {
            found.add(Path.of(matcher.group(1)));
          }
        }
      }
    }
    return found;
  }

  private static boolean isBinary(Path file) {
    return file.toString().endsWith(".so") || file.endsWith("bin/java");
  }

  /// None where the system of the build machine is not a Debian.
  static List<SystemPackage> packages(Collection<Path> libraries) throws IOException {
    if (!Files.exists(Path.of("/var/lib/dpkg/status"))) {
      return List.of();
    }
    Map<String, List<String>> files = new TreeMap<>();
    for (Path each : libraries) {
      files.computeIfAbsent(owner(each), _ -> new ArrayList<>()).add(each.toString());
    }
    String release = release();
    List<SystemPackage> packages = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : files.entrySet()) {
      String[] fields =
          said(
                  "dpkg-query",
                  "-W",
                  "-f",
                  "${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}",
                  each.getKey())
              .split(" ", -1);
      packages.add(
          new SystemPackage(
              fields[0],
              fields[1],
              fields[2],
              fields[3] + " " + fields[4].strip(),
              release,
              each.getValue(),
              said("dpkg-query", "-s", each.getKey())));
    }
    return packages;
  }

  /// A library may be known by the path it had before /lib became a link to /usr/lib, or after.
  private static String owner(Path library) throws IOException {
    for (Path path : List.of(library, Path.of("/usr" + library), library.toRealPath())) {
      Optional<String> answer = answer("dpkg-query", "-S", path.toString());
      if (answer.isPresent()) {
        return answer.get().substring(0, answer.get().indexOf(": "));
      }
    }
    throw new IllegalStateException("no package owns " + library);
  }

  private static String release() throws IOException {
    Map<String, String> fields =
        Files.readAllLines(Path.of("/etc/os-release")).stream()
            .map(line -> line.replace("\"", "").split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, _) -> a));
    return fields.getOrDefault("ID", "unknown")
        + "-"
        + fields.getOrDefault("VERSION_ID", "unknown");
  }

  private static String said(String... command) throws IOException {
    return answer(command)
        .orElseThrow(
            () -> new IllegalStateException("failed: " + String.join(" ", Arrays.asList(command))));
  }

  private static Optional<String> answer(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
