package io.github.shgrotate.kubernetes;

import java.util.Optional;

/// What a sign-in program answered. A class and not a record: all of it is secret.
final class ProgramCredential {
  private final Optional<String> token;
  private final Optional<KeyPair> certificate;

  /// A client certificate with its key, both as PEM.
  static final class KeyPair {
    private final String certificate;
    private final String key;

    KeyPair(String certificate, String key) {
      this.certificate = certificate;
      this.key = key;
    }

    String certificate() {
      return certificate;
    }

    String key() {
      return key;
    }
  }

  ProgramCredential(Optional<String> token, Optional<KeyPair> certificate) {
    this.token = token;
    this.certificate = certificate;
  }

  Optional<String> token() {
    return token;
  }

  Optional<KeyPair> certificate() {
    return certificate;
  }
}
