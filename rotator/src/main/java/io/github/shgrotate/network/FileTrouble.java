package io.github.shgrotate.network;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Why a file cannot be read, in words.
public final class FileTrouble {
  private FileTrouble() {}

  public static String words(IOException error) {
    return switch (error) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "this user may not read it";
      default -> "it cannot be read (" + error.getMessage() + ")";
    };
  }
}
