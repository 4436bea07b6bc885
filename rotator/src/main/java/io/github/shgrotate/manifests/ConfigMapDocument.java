package io.github.shgrotate.manifests;

/// The file of gateways, as it was given.
final class ConfigMapDocument {
  private ConfigMapDocument() {}

  static String of(Installation installation, String file) {
    return """
    # What docs/reference/file.md describes. The next run reads what is here then; a new gateway needs its rights too.
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
      namespace: %s
    data:
      gateways.yaml: %s
    """
        .formatted(
            YamlScalar.of(installation.name()),
            YamlScalar.of(installation.namespace()),
            block(file.stripTrailing() + "\n"));
  }

  /// In lines, where every line shows what it is; in quotes otherwise.
  private static String block(String text) {
    boolean isPlain =
        text.codePoints().allMatch(each -> each == '\n' || YamlScalar.isPlain(each))
            && !text.startsWith(" ")
            && !text.startsWith("\n");
    return isPlain ? "|\n" + text.indent(4).stripTrailing() : YamlScalar.quoted(text);
  }
}
