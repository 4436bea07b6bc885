package io.github.shgrotate.azure;

import io.github.shgrotate.network.PemBlock;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The private key of a PEM block.
final class PemKey {
  // version 0, AlgorithmIdentifier {rsaEncryption, NULL}: what PKCS#8 puts before a PKCS#1 key.
  private static final byte[] RSA_PREFIX =
      HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

  private PemKey() {}

  static PrivateKey read(PemBlock block, Optional<char[]> password) throws KeyFile.Unusable {
    if (block.oldEncryption()) {
      throw new KeyFile.Unusable(
          "its private key is encrypted in OpenSSL's old form; convert it with"
              + " openssl pkcs8 -topk8 -in OLD -out NEW");
    }
    return switch (block.label()) {
      case "PRIVATE KEY" -> pkcs8(block.content());
      case "RSA PRIVATE KEY" -> pkcs8(wrapped(block.content()));
      case "ENCRYPTED PRIVATE KEY" -> decrypted(block.content(), password);
      case "EC PRIVATE KEY" ->
          throw new KeyFile.Unusable("its key is EC; signing in needs an RSA key");
      default ->
          throw new KeyFile.Unusable(
              "its key is of a kind that is not known here: " + block.label());
    };
  }

  private static PrivateKey pkcs8(byte[] encoded) throws KeyFile.Unusable {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // Not of this kind; the next one may fit.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + algorithm, e);
      }
    }
    throw new KeyFile.Unusable("its private key is damaged, or of a kind that is not RSA");
  }

  private static PrivateKey decrypted(byte[] encoded, Optional<char[]> password)
      throws KeyFile.Unusable {
    if (password.isEmpty()) {
      throw new KeyFile.Unusable(KeyFile.passwordTrouble(password));
    }
    try {
      EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(encoded);
      AlgorithmParameters parameters = encrypted.getAlgParameters();
      // For PBES2 the JDK knows the whole name only through its parameters.
      String algorithm =
          parameters == null || !parameters.getAlgorithm().equals("PBES2")
              ? encrypted.getAlgName()
              : parameters.toString();
      SecretKey key =
          SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.get()));
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return pkcs8(encrypted.getKeySpec(cipher).getEncoded());
    } catch (IOException e) {
      throw new KeyFile.Unusable("its private key is damaged");
    } catch (GeneralSecurityException e) {
      throw new KeyFile.Unusable(
          KeyFile.passwordTrouble(password) + ", or its encryption is not known here");
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    return der(0x30, RSA_PREFIX, der(0x04, pkcs1));
  }

  // Tag, length, and the parts one after the other.
  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    // Lengths up to 64 KiB in the long form of two bytes; DER wants the shortest, keys have it.
    byte[] head =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    byte[] whole = new byte[head.length + length];
    System.arraycopy(head, 0, whole, 0, head.length);
    int at = head.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
