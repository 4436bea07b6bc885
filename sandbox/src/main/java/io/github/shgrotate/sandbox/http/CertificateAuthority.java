package io.github.shgrotate.sandbox.http;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as its process. Makes the server certificates of the
/// sandbox and the client certificates of tests; no key is ever stored in the repository.
public final class CertificateAuthority {
  // Wide enough that a sandbox clock moved by a year still presents valid certificates to clients
  // of the real time.
  private static final Duration MARGIN = Duration.ofDays(800);

  private final KeyPair keys;
  private final X509Certificate certificate;

  /// A certificate with its private key.
  public record Identity(X509Certificate certificate, PrivateKey privateKey) {
    /// The certificate followed by its PKCS#8 private key, as PEM.
    public String pem() {
      return CertificateAuthority.pem(certificate) + CertificateAuthority.pem(privateKey);
    }

    /// A PKCS#12 (PFX) file with this identity, locked by the password.
    public void writePfx(Path file, char[] password) {
      try (var out = Files.newOutputStream(file)) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("identity", privateKey, password, new X509Certificate[] {certificate});
        store.store(out, password);
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException("cannot write " + file, e);
      }
    }

    @Override
    public String toString() {
      return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  /// Makes an authority with a new key.
  public static CertificateAuthority create(String name) {
    KeyPair keys = ecKeys();
    X500Name subject = new X500Name("CN=" + name);
    return new CertificateAuthority(
        keys, sign(keys, subject, keys, subject, later(), true, new String[0]));
  }

  private CertificateAuthority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// The authority's own certificate, for `SSL_CERT_FILE` and the like.
  public String pem() {
    return pem(certificate);
  }

  /// A server and client certificate for the names and addresses given.
  public Identity issue(String commonName, String... hosts) {
    KeyPair own = ecKeys();
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return new Identity(
        sign(keys, issuer, own, new X500Name("CN=" + commonName), later(), false, hosts),
        own.getPrivate());
  }

  /// A self-signed RSA certificate, as applications register with Entra.
  public static Identity selfSignedRsa(String commonName) {
    return selfSignedRsa(commonName, later());
  }

  /// The same with an end of its own.
  public static Identity selfSignedRsa(String commonName, Instant end) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair own = generator.generateKeyPair();
      X500Name name = new X500Name("CN=" + commonName);
      return new Identity(sign(own, name, own, name, end, false, new String[0]), own.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A TLS context that presents a certificate for loopback, and for names such as
  /// `arm.sandbox.example`: loopback addresses never go through a proxy, names do.
  public SSLContext serverContext() {
    try {
      Identity identity = issue("localhost", "localhost", "127.0.0.1", "*.sandbox.example");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server",
          identity.privateKey(),
          new char[0],
          new X509Certificate[] {identity.certificate()});
      // Not PKIX, which decrypts the key anew for every connection.
      KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
      managers.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A TLS context that trusts this authority alone.
  public SSLContext clientContext() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("sandbox", certificate);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ecKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant later() {
    return Instant.now().plus(MARGIN);
  }

  private static X509Certificate sign(
      KeyPair signer,
      X500Name issuer,
      KeyPair subject,
      X500Name name,
      Instant end,
      boolean authority,
      String[] hosts) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(96, new SecureRandom()),
              Date.from(end.minus(MARGIN.multipliedBy(2))),
              Date.from(end),
              name,
              subject.getPublic());
      var extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(subject.getPublic()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(signer.getPublic()));
      if (authority) {
        builder.addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      } else {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      }
      if (hosts.length > 0) {
        GeneralName[] names = new GeneralName[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
          boolean address = hosts[i].matches("[0-9.]+");
          names[i] =
              new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, hosts[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      String algorithm =
          signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      // PKCS#8 ("BEGIN PRIVATE KEY") as Azure CLI and OpenSSL 3 write it, not the older
      // per-algorithm form.
      writer.writeObject(
          object instanceof PrivateKey key
              ? new org.bouncycastle.util.io.pem.PemObject("PRIVATE KEY", key.getEncoded())
              : object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
