package io.github.shgrotate.e2e.benchmark;

/// Who is measured.
enum Contender {
  /// The shipped folder, doing what the script does and no more.
  ROTATOR("apim-shg-rotate `--no-wait`"),
  /// The same as it is meant to run: until every pod is proven. Its wall time holds the pods'
  /// start.
  PROVING("apim-shg-rotate, with the proof"),
  SCRIPT("Azure CLI and kubectl"),
  FLOOR("bare Java"),
  GO("Go");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
