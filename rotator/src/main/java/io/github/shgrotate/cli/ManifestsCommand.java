package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.Manifests;
import io.github.shgrotate.rotation.Failure;
import java.util.Optional;

/// `manifests`: prints what has to be installed. Asks nobody, changes nothing.
final class ManifestsCommand {
  private ManifestsCommand() {}

  static ExitCode run(Given given, Surroundings surroundings) {
    return switch (ManifestsReader.read(given, surroundings)) {
      case Checked.Good<ManifestsSettings>(ManifestsSettings settings) -> {
        surroundings.out().print(Manifests.of(settings.installation(), settings.part()));
        settings.notices().forEach(line -> surroundings.err().println("notice   " + line));
        yield ExitCode.NOTHING_OWED;
      }
      case Checked.Bad<ManifestsSettings>(var sentences) -> {
        Failure failure = Program.mistakes(sentences, "apim-shg-rotate manifests --help");
        yield new TextReport(surroundings).failed(failure, "nothing was printed", Optional.empty());
      }
    };
  }
}
