package io.github.shgrotate.cli;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/// Takes a text apart into its YAML documents, each with the place where it stands. One that is no
/// YAML does not hide what is wrong with the others: the text is split first, as `kubectl` does, at
/// the lines that begin with `---`; within a document no line can begin so.
final class YamlDocuments {
  private YamlDocuments() {}

  /// What stands between two separators. The number counts from 1, the line from 1 in the whole
  /// text.
  sealed interface Document {
    int number();

    int line();

    /// One that can be read.
    ///
    /// @param line where it begins
    record Whole(int number, int line, Node root, int linesBefore) implements Document {
      /// The line of the whole text at which a part of it stands.
      int lineOf(Node part) {
        return linesBefore + part.getStartMark().getLine() + 1;
      }
    }

    /// One that is no YAML.
    ///
    /// @param line where the parser stumbled
    record Broken(int number, int line, String why) implements Document {}
  }

  private record Chunk(String text, int linesBefore) {}

  /// All that is not empty, in order.
  static List<Document> of(String text) {
    List<Document> documents = new ArrayList<>();
    for (Chunk chunk : chunks(text)) {
      add(chunk, documents);
    }
    return documents;
  }

  private static List<Chunk> chunks(String text) {
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder chunk = new StringBuilder();
    int line = 0;
    int begins = 0;
    // A byte order mark is no part of the text.
    for (String each : text.substring(text.startsWith("\uFEFF") ? 1 : 0).split("\n", -1)) {
      if (each.equals("---") || each.startsWith("--- ") || each.startsWith("---\r")) {
        chunks.add(new Chunk(chunk.toString(), begins));
        chunk.setLength(0);
        begins = line;
      }
      chunk.append(each).append('\n');
      line++;
    }
    chunks.add(new Chunk(chunk.toString(), begins));
    return chunks.stream().filter(YamlDocuments::saysSomething).toList();
  }

  /// Comments and directives alone are no document.
  private static boolean saysSomething(Chunk chunk) {
    return chunk
        .text()
        .lines()
        .map(String::strip)
        .anyMatch(
            line ->
                !(line.isEmpty()
                    || line.startsWith("#")
                    || line.startsWith("%")
                    || line.equals("---")));
  }

  private static void add(Chunk chunk, List<Document> documents) {
    try {
      for (Node root : yaml().composeAll(new StringReader(chunk.text()))) {
        if (!root.getTag().equals(Tag.NULL)) {
          int line = chunk.linesBefore() + root.getStartMark().getLine() + 1;
          documents.add(new Document.Whole(documents.size() + 1, line, root, chunk.linesBefore()));
        }
      }
    } catch (MarkedYAMLException e) {
      int line =
          Optional.ofNullable(e.getProblemMark())
              .or(() -> Optional.ofNullable(e.getContextMark()))
              .map(Mark::getLine)
              .orElse(0);
      // The problem names what was found; the message would quote the line, and that may be long.
      documents.add(
          broken(documents, chunk.linesBefore() + line + 1, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      documents.add(
          broken(
              documents,
              chunk.linesBefore() + 1,
              String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private static Document broken(List<Document> before, int line, String why) {
    return new Document.Broken(before.size() + 1, line, why);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMergeOnCompose(true);
    return new Yaml(options);
  }
}
