package io.github.shgrotate.cli;

/// Under which heading an option stands in the help.
enum OptionGroup {
  TARGET("What it is about"),
  TOKEN("The token"),
  SIGN_IN("Sign-in to Azure"),
  PROOF("Restart and proof"),
  INSTALLATION("In the cluster"),
  OUTPUT("Output"),
  /// Only named, where there is little room.
  SELDOM("Seldom needed");

  private final String title;

  OptionGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
