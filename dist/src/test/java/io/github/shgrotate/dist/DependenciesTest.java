package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/dependencies.md` tells what is shipped.
class DependenciesTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\S+) \\| (\\d\\S*) \\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\|$");

  @Test
  void the_table_names_every_jar_with_its_version_and_size_and_no_other() throws IOException {
    TreeSet<String> shipped = new TreeSet<>();
    for (Path jar : Folders.files(Path.of("../rotator/target/lib"))) {
      shipped.add("%s %d kB".formatted(jar.getFileName(), Math.round(Files.size(jar) / 1000.0)));
    }
    TreeSet<String> told = new TreeSet<>();
    for (MatchResult row : rows()) {
      told.add("%s-%s.jar %s kB".formatted(row.group(1), row.group(2), row.group(3)));
    }

    assertThat(told).isNotEmpty().isEqualTo(shipped);
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/dependencies.md"))).results().toList();
  }
}
