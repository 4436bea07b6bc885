package io.github.shgrotate.azure;

import io.github.shgrotate.network.FileTrouble;
import io.github.shgrotate.network.PemBlock;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A private key with its certificates, as a file holds them. A class and not a record, for the
/// key's sake.
final class KeyFile {
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private KeyFile(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = chain;
  }

  /// Why a file is of no use.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String why) {
      super(why);
    }
  }

  static KeyFile read(Path file, Optional<char[]> password) {
    try {
      byte[] content = Files.readAllBytes(file);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return PemBlock.isIn(text) ? pem(text, password) : pfx(content, password);
    } catch (IOException e) {
      throw unreadable(file, FileTrouble.words(e));
    } catch (Unusable | PemBlock.Damaged e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  PrivateKey key() {
    return key;
  }

  /// The key's own certificate first.
  List<X509Certificate> chain() {
    return chain;
  }

  private static KeyFile pem(String text, Optional<char[]> password)
      throws Unusable, PemBlock.Damaged {
    List<PrivateKey> keys = new ArrayList<>();
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : PemBlock.all(text)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(block.content()));
      } else if (block.label().endsWith("PRIVATE KEY")) {
        keys.add(PemKey.read(block, password));
      }
    }
    if (keys.size() > 1) {
      throw new Unusable("it holds " + keys.size() + " private keys, not one");
    }
    return together(keys.isEmpty() ? Optional.empty() : Optional.of(keys.getFirst()), certificates);
  }

  private static KeyFile pfx(byte[] content, Optional<char[]> password) throws Unusable {
    char[] shown = password.orElseGet(() -> new char[0]);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), shown);
      Optional<PrivateKey> key = Optional.empty();
      List<X509Certificate> certificates = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          if (key.isPresent()) {
            throw new Unusable("it holds several private keys, not one");
          }
          key = Optional.ofNullable(store.getKey(alias, shown)).map(PrivateKey.class::cast);
          addAll(certificates, store.getCertificateChain(alias));
        } else {
          addAll(certificates, store.getCertificate(alias));
        }
      }
      return together(key, certificates);
    } catch (IOException | UnrecoverableKeyException e) {
      boolean locked =
          e instanceof UnrecoverableKeyException
              || e.getCause() instanceof UnrecoverableKeyException;
      throw new Unusable(
          locked
              ? passwordTrouble(password)
              : "it is neither PEM nor a PFX (PKCS#12) file that can be read");
    } catch (GeneralSecurityException e) {
      throw new Unusable("it is no PFX (PKCS#12) file that can be read");
    }
  }

  static String passwordTrouble(Optional<char[]> password) {
    return password.isPresent()
        ? "the password does not open it"
        : "it needs a password, and none was given";
  }

  private static void addAll(List<X509Certificate> to, Certificate... certificates) {
    for (Certificate each : certificates) {
      if (each instanceof X509Certificate x509 && !to.contains(x509)) {
        to.add(x509);
      }
    }
  }

  private static KeyFile together(Optional<PrivateKey> key, List<X509Certificate> certificates)
      throws Unusable {
    if (key.isEmpty() && certificates.isEmpty()) {
      throw new Unusable("it holds neither a private key nor a certificate");
    }
    if (key.isEmpty()) {
      throw new Unusable("it holds a certificate but no private key");
    }
    if (certificates.isEmpty()) {
      throw new Unusable("it holds a private key but no certificate");
    }
    if (!(key.get() instanceof RSAPrivateKey rsa)) {
      throw new Unusable(
          "its key is " + key.get().getAlgorithm() + "; signing in needs an RSA key");
    }
    List<X509Certificate> chain = new ArrayList<>(certificates);
    X509Certificate own = own(rsa, certificates);
    chain.remove(own);
    chain.addFirst(own);
    return new KeyFile(rsa, chain);
  }

  private static X509Certificate own(RSAPrivateKey key, List<X509Certificate> certificates)
      throws Unusable {
    BigInteger modulus = key.getModulus();
    for (X509Certificate each : certificates) {
      if (each.getPublicKey() instanceof RSAPublicKey rsa && rsa.getModulus().equals(modulus)) {
        return each;
      }
    }
    throw new Unusable("no certificate in it belongs to its private key");
  }

  private static X509Certificate certificate(byte[] content) throws Unusable {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(content));
    } catch (GeneralSecurityException e) {
      throw new Unusable("a certificate in it is damaged");
    }
  }

  private static RotationFailed unreadable(Path file, String why) {
    return new Failure(
            Reason.CREDENTIAL_UNREADABLE,
            "The client certificate cannot be used",
            file.toString(),
            why,
            "Give a PEM or PFX file that holds one RSA private key and its certificate.")
        .thrown();
  }
}
