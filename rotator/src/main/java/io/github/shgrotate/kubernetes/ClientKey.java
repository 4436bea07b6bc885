package io.github.shgrotate.kubernetes;

import io.github.shgrotate.network.PemBlock;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;

/// Tells what sort of private key a PEM text holds: fabric8 asks to be told, and takes a PKCS #8
/// key for RSA otherwise.
final class ClientKey {
  private static final String CURVE = "EC";
  private static final String RSA = "RSA";

  private ClientKey() {}

  static String algorithm(String pem) {
    try {
      for (PemBlock block : PemBlock.all(pem)) {
        if (block.label().equals("EC PRIVATE KEY")) {
          return CURVE;
        }
        if (block.label().equals("PRIVATE KEY")) {
          return isOnACurve(block.content()) ? CURVE : RSA;
        }
      }
    } catch (PemBlock.Damaged e) {
      // Whoever reads the key itself says so.
    }
    return RSA;
  }

  /// A PKCS #8 key names its algorithm, but Java has to be asked for one.
  private static boolean isOnACurve(byte[] pkcs8) {
    try {
      var _ = KeyFactory.getInstance(CURVE).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
