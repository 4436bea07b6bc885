package io.github.shgrotate.network;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// One block of a PEM file. A class and not a record: it may be a private key.
public final class PemBlock {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]{1,40}");

  private final String label;
  private final byte[] content;
  private final boolean encrypted;

  /// Why a text cannot be taken apart, without what it holds.
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String why) {
      super(why);
    }
  }

  private PemBlock(String label, byte[] content, boolean encrypted) {
    this.label = label;
    this.content = content;
    this.encrypted = encrypted;
  }

  /// Whether a text looks like PEM at all.
  public static boolean isIn(String text) {
    return text.contains(BEGIN);
  }

  /// Every block of the text, in order; what stands between them is commentary.
  public static List<PemBlock> all(String text) throws Damaged {
    List<PemBlock> blocks = new ArrayList<>();
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
      int labelAt = at + BEGIN.length();
      int labelEnd = text.indexOf(DASHES, labelAt);
      if (labelEnd < 0) {
        throw new Damaged("it is cut off");
      }
      String label = text.substring(labelAt, labelEnd);
      // Without the dashes at its end, the line goes on into what is secret.
      if (!LABEL.matcher(label).matches()) {
        throw new Damaged("the line that begins a block in it is damaged");
      }
      int end = text.indexOf("-----END " + label + DASHES, labelEnd);
      if (end < 0) {
        throw new Damaged("it is cut off: the block " + label + " has no end");
      }
      blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end)));
      at = end;
    }
    return blocks;
  }

  private static PemBlock block(String label, String inside) throws Damaged {
    // OpenSSL's old way of encrypting a key, announced in headers before the base64.
    boolean encrypted = inside.contains("ENCRYPTED");
    try {
      return new PemBlock(
          label, encrypted ? new byte[0] : Base64.getMimeDecoder().decode(inside), encrypted);
    } catch (IllegalArgumentException e) {
      throw new Damaged("the block " + label + " is damaged");
    }
  }

  /// Such as `CERTIFICATE`.
  public String label() {
    return label;
  }

  public byte[] content() {
    return content;
  }

  /// Whether the content is encrypted in OpenSSL's old way, and not kept here.
  public boolean oldEncryption() {
    return encrypted;
  }

  /// Tells the label, never the content.
  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }
}
