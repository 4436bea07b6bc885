package io.github.shgrotate.e2e.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.shgrotate.e2e.controlplane.RealCluster;
import io.github.shgrotate.e2e.controlplane.RealWorld;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark's own parts at work, once each, so that it does not rot. What it costs is looked
/// at by nobody here.
@RealCluster
class BenchmarkTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  @BeforeAll
  static void needPython() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    String line = "skipped: no python3 here, which measures";
    if (!there) {
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.out.println("BenchmarkTest " + line);
      Assumptions.abort(line);
    }
  }

  @Test
  void the_product_and_bare_java_rotate_and_are_measured(RealWorld world, @TempDir Path folder)
      throws Exception {
    Meter meter = new Meter(folder);
    PackedFloor floor =
        new PackedFloor(
            folder, Path.of(System.getProperty("java.home")), ROOT.resolve("bin/java.options"));
    try (Entrant rotator =
            Entrant.in(
                world,
                Contender.ROTATOR,
                corner ->
                    new Launch(
                        List.of(ROOT.resolve("bin/apim-shg-rotate").toString(), "--no-wait"),
                        corner.environment()));
        Entrant bare = Entrant.in(world, Contender.FLOOR, floor::next)) {
      bare.run(meter, floor.training(bare.corner()));

      Rounds rounds =
          new Race(List.of(rotator, bare), meter, System.out::println).rounds("test", 1, () -> {});

      assertThat(rounds.of(Contender.ROTATOR))
          .singleElement()
          .satisfies(
              cost -> {
                assertThat(cost.requests()).isEqualTo(new Requests(1, 2, 6));
                assertThat(cost.wallMillis()).isPositive();
                assertThat(cost.cpuMillis()).isPositive();
                assertThat(cost.peakMib()).isPositive();
              });
      assertThat(rounds.of(Contender.FLOOR))
          .singleElement()
          .satisfies(cost -> assertThat(cost.requests()).isEqualTo(new Requests(1, 2, 4)));
    }
  }

  @Test
  void a_run_that_did_nothing_is_no_fast_one(RealWorld world, @TempDir Path folder)
      throws Exception {
    try (Entrant idle =
        Entrant.in(
            world,
            Contender.GO,
            corner -> new Launch(List.of("/bin/true"), corner.environment()))) {
      Meter meter = new Meter(folder);

      assertThatThrownBy(() -> idle.run(meter)).hasMessageContaining("the token is the former one");
    }
  }
}
