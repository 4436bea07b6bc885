package io.github.shgrotate.azure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What came of sending one request once.
sealed interface Sent permits Answer, Sent.Broken {

  /// No whole answer came.
  ///
  /// @param why the same for a reader
  record Broken(Kind kind, String why) implements Sent {

    /// What broke it.
    enum Kind {
      /// No connection, a lost one, or half an answer.
      CONNECTION,
      TIMEOUT,
      /// The certificate of the other side.
      UNTRUSTED,
      /// The same, and a wrong clock here may be the cause.
      UNTRUSTED_BY_TIME,
      /// A proxy opens no tunnel, and would not if it were asked again.
      PROXY_REFUSED,
      /// This program is being stopped.
      INTERRUPTED;

      /// Whether another attempt may go better.
      boolean passes() {
        return this == CONNECTION || this == TIMEOUT;
      }
    }

    // How Java's client says that a proxy opens no tunnel, for every answer but 407.
    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");

    static Broken by(@Nullable Throwable error) {
      Throwable trust = null;
      for (Throwable each = error; each != null; each = each.getCause()) {
        Matcher tunnel = TUNNEL_FAILED.matcher(String.valueOf(each.getMessage()));
        if (tunnel.find()) {
          return new Broken(
              tunnel.group(1).startsWith("5") ? Kind.CONNECTION : Kind.PROXY_REFUSED,
              "the proxy answered " + tunnel.group(1));
        }
        switch (each) {
          case CertificateExpiredException _, CertificateNotYetValidException _ -> {
            return new Broken(
                Kind.UNTRUSTED_BY_TIME, "its certificate is expired or not yet valid");
          }
          case CertificateException _,
              CertPathValidatorException _,
              CertPathBuilderException _,
              // No trusted root at all.
              InvalidAlgorithmParameterException _ ->
              trust = each;
          case UnresolvedAddressException _, UnknownHostException _ -> {
            return new Broken(Kind.CONNECTION, "its name cannot be resolved");
          }
          case HttpConnectTimeoutException _ -> {
            return new Broken(Kind.TIMEOUT, "no connection came about in time");
          }
          case HttpTimeoutException _ -> {
            return new Broken(Kind.TIMEOUT, "no answer came in time");
          }
          default -> {}
        }
      }
      if (trust != null) {
        return new Broken(Kind.UNTRUSTED, "its certificate is not trusted: " + trust.getMessage());
      }
      return new Broken(Kind.CONNECTION, words(error));
    }

    private static String words(@Nullable Throwable error) {
      String detail = error == null ? null : error.getMessage();
      return switch (error) {
        case ConnectException _ -> "no connection could be made (" + detail + ")";
        case IOException _ -> "the connection was lost (" + detail + ")";
        case null, default -> "the connection failed (" + detail + ")";
      };
    }
  }
}
