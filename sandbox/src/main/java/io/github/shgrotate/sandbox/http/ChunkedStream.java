package io.github.shgrotate.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes in HTTP's chunks. A chunk goes out when the writer flushes, or when much has gathered.
final class ChunkedStream extends OutputStream {
  private static final int FULL = 8 * 1024;

  private final OutputStream out;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

  ChunkedStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    gathered.write(b);
    writeWhenFull();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    gathered.write(bytes, from, length);
    writeWhenFull();
  }

  @Override
  public void flush() throws IOException {
    // An empty chunk would end the stream.
    if (gathered.size() > 0) {
      ascii(Integer.toHexString(gathered.size()) + "\r\n");
      gathered.writeTo(out);
      ascii("\r\n");
      gathered.reset();
    }
    out.flush();
  }

  /// Ends the stream; the connection stays.
  void end() throws IOException {
    flush();
    ascii("0\r\n\r\n");
    out.flush();
  }

  private void writeWhenFull() throws IOException {
    if (gathered.size() >= FULL) {
      flush();
    }
  }

  private void ascii(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
