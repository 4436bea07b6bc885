package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.github.shgrotate.network.TrustedRoots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whose certificates an API server may show.
sealed interface Trust {
  /// Those of the roots that come with Java.
  ///
  /// @param more PEM certificates to trust beside them
  record SystemRoots(Optional<Path> more) implements Trust {}

  /// Those of the kubeconfig's authorities and of nobody else, as with kubectl. (fabric8 would add
  /// them to the system's roots.)
  record OnlyThese(List<Certificate> roots) implements Trust {
    public OnlyThese {
      roots = List.copyOf(roots);
    }
  }

  /// Anybody's: `insecure-skip-tls-verify`.
  record Anybody() implements Trust {}

  static OnlyThese pem(byte[] pem) throws CertificateException {
    Collection<? extends Certificate> roots =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (roots.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return new OnlyThese(List.copyOf(roots));
  }

  /// For the TLS context; null means Java's own.
  default TrustManager @Nullable [] managers() {
    try {
      return switch (this) {
        case SystemRoots(Optional<Path> more) -> more.map(TrustedRoots::managers).orElse(null);
        case OnlyThese(List<Certificate> roots) -> managers(roots);
        case Anybody() -> SSLUtils.trustManagers(null, null, true, null, null);
      };
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }

  private static TrustManager[] managers(List<Certificate> roots)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < roots.size(); i++) {
      store.setCertificateEntry("root-" + i, roots.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
