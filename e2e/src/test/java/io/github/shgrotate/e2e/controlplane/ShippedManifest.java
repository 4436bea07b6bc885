package io.github.shgrotate.e2e.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A manifest of `deploy/` as text, adapted as its first lines tell a user to: what is marked "<-"
/// is replaced, and the namespace, and nothing else.
final class ShippedManifest {
  private static final Path FOLDER = Path.of("").toAbsolutePath().resolveSibling("deploy");

  /// A value that is marked, with the variable it belongs to where there is one.
  private static final Pattern MARKED =
      Pattern.compile(
          "(?:- name: (?<variable>\\w+)\\n\\s*value|(?<field>\\w+)): (?<value>\\S+) # <-.*");

  private ShippedManifest() {}

  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name)) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param values by the variable's or else the field's name: exactly those that are marked
  static String adapted(String name, String namespace, Map<String, String> values) {
    Set<String> replaced = new HashSet<>();
    String text =
        MARKED
            .matcher(read(name))
            .replaceAll(
                found -> {
                  String variable = found.group("variable");
                  String key = variable == null ? found.group("field") : variable;
                  String value = values.get(key);
                  if (value == null) {
                    throw new IllegalArgumentException(name + " has also to be told " + key);
                  }
                  replaced.add(key);
                  String whole = found.group();
                  int end = whole.lastIndexOf(found.group("value") + " # <-");
                  return Matcher.quoteReplacement(whole.substring(0, end) + value);
                });
    if (!replaced.equals(values.keySet()) || text.contains("# <-")) {
      throw new IllegalStateException(
          "%s marks %s, not %s".formatted(name, replaced, values.keySet()));
    }
    return text.replace("namespace: apim\n", "namespace: " + namespace + "\n");
  }
}
