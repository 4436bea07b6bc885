package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The fields of one mapping of a YAML document. What is wrong with them is noted with its place,
/// and a harmless value stands in for it, so that everything can be read to the end.
final class Fields {
  private final YamlDocuments.Document.Whole document;
  private final String path;
  private final Node at;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Mistakes mistakes;

  /// Where mistakes are noted.
  interface Mistakes {
    void add(YamlDocuments.Document document, int line, String sentence);
  }

  private Fields(YamlDocuments.Document.Whole document, String path, Node at, Mistakes mistakes) {
    this.document = document;
    this.path = path;
    this.at = at;
    this.mistakes = mistakes;
  }

  /// The fields of a whole document.
  static Fields of(YamlDocuments.Document.Whole document, List<String> known, Mistakes mistakes) {
    return new Fields(document, "", document.root(), mistakes).read(document.root(), known);
  }

  private Fields read(Node node, List<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      wrong(node, here() + " is no mapping (name: value)");
      return this;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        wrong(tuple.getKeyNode(), here() + ": a field has a name, and this is none");
        continue;
      }
      String name = key.getValue();
      if (!known.contains(name)) {
        wrong(
            key,
            "%s: no such field%s"
                .formatted(
                    path(name),
                    Nearest.of(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; known are " + String.join(", ", known))));
      } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
        wrong(key, path(name) + ": is there twice");
      }
    }
    return this;
  }

  /// A mapping within; an empty one when it is not there.
  Fields mapping(String name, List<String> known) {
    Node node = values.get(name);
    Fields within = new Fields(document, path(name), node == null ? at : node, mistakes);
    return node == null || isNull(node) ? within : within.read(node, known);
  }

  /// The mappings of a list within.
  List<Fields> list(String name, List<String> known) {
    List<Fields> all = new ArrayList<>();
    switch (values.get(name)) {
      case null -> {}
      case SequenceNode list -> {
        for (Node each : list.getValue()) {
          String element = "%s[%d]".formatted(path(name), all.size());
          all.add(new Fields(document, element, each, mistakes).read(each, known));
        }
      }
      case Node node when isNull(node) -> {}
      case Node node -> wrong(node, path(name) + ": is no list (- …)");
    }
    return all;
  }

  boolean has(String name) {
    Node node = values.get(name);
    return node != null && !isNull(node);
  }

  /// A text that must be there; an empty one when it is not.
  ///
  /// @param rule tells what is wrong with it
  String needed(String name, Function<String, Optional<String>> rule) {
    if (!has(name)) {
      wrong(at, path(name) + ": not given");
      return "";
    }
    return text(name, rule).orElse("");
  }

  /// A text, if it is there and right.
  Optional<String> text(String name, Function<String, Optional<String>> rule) {
    return switch (values.get(name)) {
      case null -> Optional.empty();
      case Node node when isNull(node) -> Optional.empty();
      case ScalarNode scalar when isText(scalar) -> {
        Optional<String> wrong = rule.apply(scalar.getValue());
        wrong.ifPresent(why -> wrong(scalar, path(name) + ": " + why));
        yield wrong.isEmpty() ? Optional.of(scalar.getValue()) : Optional.empty();
      }
      case ScalarNode scalar -> {
        wrong(
            scalar,
            "%s: %s is no text to YAML; put it in quotes".formatted(path(name), scalar.getValue()));
        yield Optional.empty();
      }
      case Node node -> {
        wrong(node, path(name) + ": is no text");
        yield Optional.empty();
      }
    };
  }

  /// A switch; off when it is not there.
  boolean isSet(String name) {
    return switch (values.get(name)) {
      case null -> false;
      case Node node when isNull(node) -> false;
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
          List.of("true", "yes", "on")
              .contains(scalar.getValue().toLowerCase(java.util.Locale.ROOT));
      case Node node -> {
        wrong(node, path(name) + ": is neither true nor false");
        yield false;
      }
    };
  }

  /// Notes what is wrong with a field, or with the whole when that is not there.
  void wrong(String name, String why) {
    Node node = values.get(name);
    wrong(node == null ? at : node, path(name) + ": " + why);
  }

  private void wrong(Node node, String sentence) {
    mistakes.add(document, document.lineOf(node), sentence);
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String here() {
    return path.isEmpty() ? "the document" : path;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /// What looks like a date is a text to everybody but YAML.
  private static boolean isText(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.TIMESTAMP);
  }
}
