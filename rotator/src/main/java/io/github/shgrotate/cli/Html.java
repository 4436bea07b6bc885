package io.github.shgrotate.cli;

import java.util.Locale;

/// Writes HTML. Whatever is not markup of ours goes through [#text].
final class Html {
  private final StringBuilder page = new StringBuilder();

  /// Markup, as it stands.
  Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /// Words, between tags or in a quoted attribute.
  Html text(String words) {
    Printable.of(words)
        .chars()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append((char) letter);
              }
            });
    return this;
  }

  /// An element that holds words only.
  ///
  /// @param tag with its attributes: `p class="note"`
  Html element(String tag, String words) {
    String name = tag.contains(" ") ? tag.substring(0, tag.indexOf(' ')) : tag;
    return raw("<" + tag + ">").text(words).raw("</" + name + ">\n");
  }

  /// A share of the whole, as CSS takes it.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * 100);
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
