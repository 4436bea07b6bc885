package io.github.shgrotate.e2e.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.shgrotate.e2e.controlplane.ControlPlane;
import io.github.shgrotate.e2e.controlplane.RealWorld;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures everybody and writes the page. Started by `e2e/benchmark`, which finds what it needs.
///
/// Its arguments: the folder of the control plane, the Azure CLI, the folder of the programs in Go,
/// how many rounds are warm and how many cold, and the file to write; `-` prints it.
public final class Benchmark {
  private final Path root;
  private final Path az;
  private final Path goPrograms;
  private final Meter meter;
  private final Path folder;

  private Benchmark(Path root, Path az, Path goPrograms, Path folder) {
    this.root = root;
    this.az = az;
    this.goPrograms = goPrograms;
    this.folder = folder;
    this.meter = new Meter(folder);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    int warm = Integer.parseInt(arguments[3]);
    int cold = Integer.parseInt(arguments[4]);
    String page;
    try (ControlPlane cluster =
            ControlPlane.start(
                Path.of(arguments[0]), CertificateAuthority.create("apim-shg-rotate benchmark"));
        RealWorld world = RealWorld.beside(cluster)) {
      Benchmark benchmark =
          new Benchmark(
              root, Path.of(arguments[1]), Path.of(arguments[2]), cluster.folder("benchmark"));
      page = PerformancePage.text(benchmark.results(world, warm, cold));
    }
    if (arguments[5].equals("-")) {
      System.out.print(page);
    } else {
      Files.writeString(Path.of(arguments[5]), page);
    }
  }

  private Results results(RealWorld world, int warm, int cold)
      throws IOException, InterruptedException {
    Path shipped = root.resolve("dist/target/apim-shg-rotate");
    Path rotator = shipped.resolve("bin/apim-shg-rotate");
    PackedFloor floor =
        new PackedFloor(
            Files.createDirectories(folder.resolve("floor")),
            shipped.resolve("runtime"),
            root.resolve("bin/java.options"));
    ScriptHome script = new ScriptHome(folder.resolve("script"), az, goPrograms.resolve("kubectl"));
    Path go = goPrograms.resolve("rotation");

    Entrant scripted = Entrant.in(world, Contender.SCRIPT, script::next);
    script.prepare(scripted.corner(), meter);
    Entrant bare = Entrant.in(world, Contender.FLOOR, floor::next);
    bare.run(meter, floor.training(bare.corner()));
    List<Entrant> entrants =
        List.of(
            Entrant.in(
                world,
                Contender.ROTATOR,
                corner ->
                    new Launch(List.of(rotator.toString(), "--no-wait"), corner.environment())),
            scripted,
            bare,
            Entrant.in(
                world,
                Contender.GO,
                corner -> new Launch(List.of(go.toString()), corner.environment())),
            Entrant.in(
                world,
                Contender.PROVING,
                corner -> new Launch(List.of(rotator.toString()), corner.environment())));

    Race race = new Race(entrants, meter, System.err::println);
    // The sandbox is a Java program too: it is not slow at its beginning only for the first.
    race.rounds("practice", 2, () -> {});
    Rounds warmRounds = race.rounds("warm", warm, () -> {});
    Rounds coldRounds =
        cold > 0 && PageCache.drop() ? race.rounds("cold", cold, PageCache::drop) : Rounds.NONE;
    return new Results(
        warmRounds,
        coldRounds,
        Map.of(
            Contender.ROTATOR, DiskSpace.mb(shipped),
            Contender.PROVING, DiskSpace.mb(shipped),
            Contender.SCRIPT, azureCliMb() + DiskSpace.mb(goPrograms.resolve("kubectl")),
            Contender.FLOOR, floor.diskMb(),
            Contender.GO, DiskSpace.mb(go)),
        imageMb(),
        Setting.here(Clock.systemUTC(), versions()));
  }

  /// The virtual environment that it is in; Python itself comes on top.
  private double azureCliMb() throws IOException {
    return DiskSpace.mb(Objects.requireNonNull(az.toRealPath().getParent()).resolve(".."));
  }

  private OptionalDouble imageMb() throws IOException {
    Path image = root.resolve("dist/target/image");
    return Files.isDirectory(image)
        ? OptionalDouble.of(DiskSpace.mb(image))
        : OptionalDouble.empty();
  }

  private Map<String, String> versions() throws IOException, InterruptedException {
    String modules = Files.readString(root.resolve("e2e/benchmark-go/go.mod"));
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Java", Runtime.version().toString());
    versions.put("Azure CLI", azureCliVersion());
    versions.put("kubectl and client-go", module(modules, "k8s.io/kubectl"));
    versions.put("azidentity", module(modules, "github.com/Azure/azure-sdk-for-go/sdk/azidentity"));
    return versions;
  }

  private String azureCliVersion() throws IOException, InterruptedException {
    Meter.Reading reading =
        meter.run(
            new Launch(
                List.of(az.toString(), "version", "--output", "json"),
                Map.of(
                    "AZURE_CONFIG_DIR",
                    folder.resolve("version").toString(),
                    "AZURE_CORE_COLLECT_TELEMETRY",
                    "false")));
    // A warning may stand in front of it.
    String json = reading.said().substring(reading.said().indexOf('{'));
    return new ObjectMapper().readTree(json).path("azure-cli").asText();
  }

  private static String module(String modules, String name) {
    Matcher line = Pattern.compile(Pattern.quote(name) + " v(\\S+)").matcher(modules);
    return line.find() ? line.group(1) : "unknown";
  }
}
