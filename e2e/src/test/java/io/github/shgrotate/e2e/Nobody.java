package io.github.shgrotate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A loopback port that is taken, so that nobody else gets it, and at which nobody listens.
final class Nobody {
  private static final Socket BOUND = bound();

  private Nobody() {}

  /// `127.0.0.1:PORT`
  static String listens() {
    return "127.0.0.1:" + BOUND.getLocalPort();
  }

  private static Socket bound() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
