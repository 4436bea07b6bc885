package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;

/// A key that signs JSON Web Tokens. Lives as long as the process and is never shown.
final class SigningKey {
  private final String id;
  private final KeyPair keys;

  private SigningKey(String id, KeyPair keys) {
    this.id = id;
    this.keys = keys;
  }

  static SigningKey create(String id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new SigningKey(id, generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String id() {
    return id;
  }

  PrivateKey privateKey() {
    return keys.getPrivate();
  }

  PublicKey publicKey() {
    return keys.getPublic();
  }

  /// The key set document with the public half.
  ObjectNode jwks() {
    ObjectNode set = Json.object();
    set.putArray("keys").add(Jwks.jwk(id, keys.getPublic()));
    return set;
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
