package io.github.shgrotate.kubernetes;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Tells what sort of private key a PEM text holds: fabric8 asks to be told, and takes a PKCS #8
/// key for RSA otherwise.
final class ClientKey {
  private ClientKey() {}

  static String algorithm(String pem) {
    if (pem.contains("BEGIN EC PRIVATE KEY")) {
      return "EC";
    }
    int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      return "RSA";
    }
    try {
      String base64 = pem.substring(begin + "-----BEGIN PRIVATE KEY-----".length(), end);
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(der))
          .getAlgorithm();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "RSA";
    }
  }
}
