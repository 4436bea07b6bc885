package io.github.shgrotate.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy for HTTPS on loopback. Whatever host it is asked for, it goes to the port on loopback.
final class LoopbackProxy implements AutoCloseable {
  private static final String USER = "rotator:pass.word~1";
  private static final String AUTHORIZATION =
      "Proxy-Authorization: Basic "
          + Base64.getEncoder().encodeToString(USER.getBytes(StandardCharsets.US_ASCII));

  private final ServerSocket listener;
  private final Optional<Integer> refusal;
  private final boolean wantsPassword;
  private final List<String> opened = new CopyOnWriteArrayList<>();

  private LoopbackProxy(Optional<Integer> refusal, boolean wantsPassword) {
    this.refusal = refusal;
    this.wantsPassword = wantsPassword;
    try {
      listener = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /// Lets everybody through.
  static LoopbackProxy open() {
    return new LoopbackProxy(Optional.empty(), false);
  }

  /// Lets through who shows the password of [#addressWithPassword].
  static LoopbackProxy wantingPassword() {
    return new LoopbackProxy(Optional.empty(), true);
  }

  /// Answers everybody with that status.
  static LoopbackProxy refusingWith(int status) {
    return new LoopbackProxy(Optional.of(status), false);
  }

  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  String addressWithPassword() {
    return "http://" + USER + "@127.0.0.1:" + listener.getLocalPort();
  }

  /// The hosts it was let through to, `host:port`, in order.
  List<String> opened() {
    return opened;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        // Closed, or a client that was gone at once.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      // No byte of TLS comes before our answer, so reading ahead does no harm.
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String[] request = Optional.ofNullable(head.readLine()).orElse("").split(" ", -1);
      boolean known = !wantsPassword;
      String line = head.readLine();
      while (line != null && !line.isEmpty()) {
        known |= line.equalsIgnoreCase(AUTHORIZATION);
        line = head.readLine();
      }
      int status = refusal.orElse(known ? 200 : 407);
      String challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"sandbox\"\r\n" : "";
      String answer =
          "HTTP/1.1 %d Said\r\n%sContent-Length: 0\r\n\r\n".formatted(status, challenge);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (status == 200 && request[0].equals("CONNECT")) {
        opened.add(request[1]);
        tunnel(client, Integer.parseInt(request[1].substring(request[1].lastIndexOf(':') + 1)));
      }
    } catch (IOException e) {
      // One side went away, and the other notices.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tunnel(Socket client, int port) throws IOException, InterruptedException {
    try (Socket there = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      Thread back = Thread.startVirtualThread(() -> copy(there, client));
      copy(client, there);
      back.join();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side went away, and the other notices.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
