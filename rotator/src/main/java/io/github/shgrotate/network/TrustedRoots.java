package io.github.shgrotate.network;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The roots that Java trusts, and beside them those of a file.
public final class TrustedRoots {
  private TrustedRoots() {}

  /// TLS that trusts both.
  ///
  /// @throws RotationFailed with [Reason#OPTIONS_INVALID] when the file cannot be used
  public static SSLContext with(Path caFile) {
    TrustManager[] both = managers(caFile);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, both, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot set up TLS", e);
    }
  }

  /// The same, for a context that somebody else makes.
  ///
  /// @throws RotationFailed with [Reason#OPTIONS_INVALID] when the file cannot be used
  public static TrustManager[] managers(Path caFile) {
    Collection<? extends Certificate> roots = read(caFile);
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int count = 0;
      for (X509Certificate root : managed(null).getAcceptedIssuers()) {
        all.setCertificateEntry("java-" + count++, root);
      }
      for (Certificate root : roots) {
        all.setCertificateEntry("file-" + count++, root);
      }
      return new TrustManager[] {managed(all)};
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot set up TLS", e);
    }
  }

  private static X509TrustManager managed(@Nullable KeyStore roots)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  private static Collection<? extends Certificate> read(Path caFile) {
    String trouble;
    try (InputStream file = Files.newInputStream(caFile)) {
      Collection<? extends Certificate> roots =
          CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (!roots.isEmpty()) {
        return roots;
      }
      trouble = "it holds no certificate";
    } catch (IOException e) {
      trouble = FileTrouble.words(e);
    } catch (CertificateException e) {
      trouble = "it does not hold certificates in PEM form";
    }
    throw new Failure(
            Reason.OPTIONS_INVALID,
            "The additional trusted certificates cannot be read",
            caFile.toString(),
            trouble,
            "Give a readable PEM file with --ca-file (or SSL_CERT_FILE), or leave it out.")
        .thrown();
  }
}
