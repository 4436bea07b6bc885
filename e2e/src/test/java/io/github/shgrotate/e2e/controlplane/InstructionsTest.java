package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstructionsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  @Test
  void every_instruction_of_every_document_is_followed_by_a_test_or_it_is_said_who_runs_it()
      throws IOException {
    List<Instruction> all = all();

    assertThat(all).hasSizeGreaterThan(50);
    assertThat(all)
        .filteredOn(each -> !Instructions.isFollowed(each) && !Instructions.isRunElsewhere(each))
        .isEmpty();
  }

  @Test
  void nothing_is_said_to_be_run_elsewhere_that_no_document_tells() throws IOException {
    List<Instruction> all = all();

    assertThat(Instructions.ELSEWHERE.keySet())
        .allMatch(words -> all.stream().anyMatch(each -> each.text().startsWith(words)));
  }

  private static List<Instruction> all() throws IOException {
    List<Instruction> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
      for (Path file : Stream.of(top, docs, deploy).flatMap(files -> files).sorted().toList()) {
        if (file.toString().endsWith(".md")) {
          all.addAll(Instruction.of(ROOT.relativize(file).toString()));
        }
      }
    }
    return all;
  }
}
