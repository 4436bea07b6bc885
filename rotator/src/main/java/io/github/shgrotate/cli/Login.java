package io.github.shgrotate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How to sign in to Azure: the script's words and one more.
enum Login {
  AUTO("auto"),
  SERVICE_PRINCIPAL("sp"),
  WORKLOAD_IDENTITY("workload-identity"),
  IDENTITY("identity"),
  AZURE_CLI("azurecli");

  private final String word;

  Login(String word) {
    this.word = word;
  }

  static Optional<Login> of(String word) {
    return Arrays.stream(values()).filter(login -> login.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(login -> login.word).toList();
  }
}
