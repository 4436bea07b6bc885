package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who follows a document to the letter: pastes what it says into a shell, in a checkout,
/// as the administrator of a corner's cluster, with the names filled in that it leaves open.
final class Reader {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  private final Corner corner;
  private final Path checkout;
  private final Path programs;
  private final List<Name> names = new ArrayList<>();
  private final Map<String, Step> before = new LinkedHashMap<>();
  private String typed = "";

  /// Something that is not the reader's business.
  interface Step {
    void take() throws Exception;
  }

  /// What a shell said.
  record Said(Instruction instruction, String text) {}

  Reader(Corner corner) throws IOException {
    this.corner = corner;
    checkout = Files.createDirectories(corner.folder().resolve("checkout"));
    programs = Files.createDirectories(corner.folder().resolve("programs"));
    Files.createDirectories(checkout.resolve("bin"));
    Files.createDirectories(checkout.resolve("deploy"));
    for (String file : List.of("chart", "alerts.yaml")) {
      Files.createSymbolicLink(
          checkout.resolve("deploy").resolve(file), ROOT.resolve("deploy").resolve(file));
    }
    Files.writeString(
        corner.folder().resolve("admin.kubeconfig"), corner.world().cluster().adminKubeconfig());
    rotatorWith(Map.of());
  }

  Path checkout() {
    return checkout;
  }

  private record Name(Pattern word, Supplier<String> is) {}

  /// What stands for a name of the reader's own. The longest is looked for first: another may be a
  /// part of it.
  ///
  /// @param word a regular expression
  Reader calls(String word, String name) {
    return calls(word, () -> name);
  }

  /// The same for a name that is not known before.
  Reader calls(String word, Supplier<String> name) {
    names.add(new Name(Pattern.compile("(?<![\\w-])(?:" + word + ")(?![\\w-])"), name));
    names.sort(Comparator.comparingInt((Name each) -> each.word().pattern().length()).reversed());
    return this;
  }

  /// What is typed or pasted when a command asks for it.
  Reader types(String text) {
    typed = text;
    return this;
  }

  /// What happens before an instruction with these words in it is followed.
  Reader before(String words, Step step) {
    before.put(words, step);
    return this;
  }

  /// Whatever finds a program on the search path finds this one.
  Reader has(String name, Path program) throws IOException {
    Files.createSymbolicLink(programs.resolve(name), program);
    return this;
  }

  /// The rotator as it is run here, told where the sandbox is, and more.
  Reader rotatorWith(Map<String, String> more) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(more);
    // The reader's own is in the shell.
    environment.remove("KUBECONFIG");
    environment.putAll(corner.cloud());
    StringBuilder script = new StringBuilder("#!/usr/bin/env bash\n");
    // What is printed for others is not about this machine.
    script.append("if [ \"${1:-}\" != manifests ]; then\n");
    environment.forEach((name, value) -> script.append("export %s='%s'\n".formatted(name, value)));
    script.append("fi\n");
    script.append("exec '%s' \"$@\"\n".formatted(ROOT.resolve("bin/apim-shg-rotate")));
    for (Path program :
        List.of(programs.resolve("apim-shg-rotate"), checkout.resolve("bin/apim-shg-rotate"))) {
      Files.writeString(program, script);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return this;
  }

  /// Follows those instructions of a document that have these words, in the document's order. Each
  /// must go well.
  List<Said> follows(String document, List<String> words) throws Exception {
    List<Said> said = new ArrayList<>();
    for (Instruction each : Instruction.of(document)) {
      if (words.stream().anyMatch(each.text()::contains)) {
        for (Map.Entry<String, Step> step : before.entrySet()) {
          if (each.text().contains(step.getKey())) {
            step.getValue().take();
          }
        }
        said.add(new Said(each, run(each)));
      }
    }
    assertThat(said).as("instructions of " + document).hasSize(words.size());
    return said;
  }

  private String run(Instruction instruction) throws IOException, InterruptedException {
    String script = instruction.text();
    for (Name name : names) {
      script =
          name.word().matcher(script).replaceAll(_ -> Matcher.quoteReplacement(name.is().get()));
    }
    Path out = Files.createTempFile(corner.folder(), "said", "");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    shell.environment().clear();
    shell
        .environment()
        .putAll(
            Map.of(
                "PATH",
                programs + ":" + System.getenv("PATH"),
                "HOME",
                checkout.toString(),
                "KUBECONFIG",
                corner.folder().resolve("admin.kubeconfig").toString()));
    Process process = shell.start();
    corner.world().cluster().guard(process);
    try (var input = process.outputWriter()) {
      input.write(typed);
    } catch (IOException e) {
      // It read nothing.
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("%s\nhas not ended:\n%s".formatted(script, Files.readString(out)));
    }
    assertThat(process.exitValue())
        .as("%s\nas%n%s%nsaid%n%s".formatted(instruction, script, Files.readString(out)))
        .isZero();
    return Files.readString(out);
  }
}
