package io.github.shgrotate.sandbox.kubelet;

import java.nio.charset.StandardCharsets;

/// One file of a volume. May be a secret, so it prints only its size; a class and not a record for
/// the same reason.
final class VolumeFile {
  private final byte[] content;
  private final int mode;

  /// @param mode as in `chmod`
  VolumeFile(byte[] content, int mode) {
    this.content = content.clone();
    this.mode = mode;
  }

  VolumeFile(String content, int mode) {
    this(content.getBytes(StandardCharsets.UTF_8), mode);
  }

  byte[] content() {
    return content.clone();
  }

  int mode() {
    return mode;
  }

  @Override
  public String toString() {
    return "VolumeFile[%d bytes, %o]".formatted(content.length, mode);
  }
}
