package io.github.shgrotate.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy for HTTPS that wants a password, and takes every host for a port on loopback.
final class FakeProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String authorization;
  private final int target;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private FakeProxy(ServerSocket server, String authorization, int target) {
    this.server = server;
    this.authorization = authorization;
    this.target = target;
  }

  static FakeProxy start(String authorization, int target) {
    try {
      FakeProxy proxy =
          new FakeProxy(
              new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), authorization, target);
      Thread.startVirtualThread(proxy::serve);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /// The request lines.
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> tunnel(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try (client;
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
      // No byte of TLS comes before our answer, so reading ahead does no harm.
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String line = head.readLine();
      asked.add(line);
      boolean allowed = false;
      for (; line != null && !line.isEmpty(); line = head.readLine()) {
        allowed |= line.equalsIgnoreCase("Proxy-Authorization: " + authorization);
      }
      OutputStream answer = client.getOutputStream();
      String status = allowed ? "200 OK" : "407 No\r\nProxy-Authenticate: Basic realm=x";
      answer.write(
          ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      if (allowed) {
        Thread back = Thread.startVirtualThread(() -> copy(there, client));
        copy(client, there);
        back.join();
      }
    } catch (IOException e) {
      // The client went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream bytes = from.getInputStream();
      bytes.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side went away, and the other notices.
    }
  }
}
