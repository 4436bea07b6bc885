package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TemplateStamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// How the notes of a rotation are written as annotations. Each is a few words with blanks between,
/// `-` for one that is not known. One that cannot be read counts as none: it only costs the way
/// back.
final class Notes {
  private static final String UNKNOWN = "-";

  private Notes() {}

  static SecretNotes of(JsonNode metadata) {
    JsonNode annotations = metadata.path("annotations");
    return new SecretNotes(
        Json.text(annotations, Annotations.EXPIRES_AT).flatMap(Notes::instant),
        Json.text(annotations, Annotations.FORMER_TOKEN).flatMap(Notes::formerToken),
        Json.text(annotations, Annotations.KEY_TO_REVOKE).flatMap(KeySlot::of));
  }

  /// `token-id key expires-at`.
  static String text(FormerToken former) {
    return "%s %s %s"
        .formatted(
            former.fingerprint(),
            former.key().map(KeySlot::wireName).orElse(UNKNOWN),
            former.expiresAt());
  }

  private static Optional<FormerToken> formerToken(String text) {
    String[] words = text.split(" ", -1);
    return words.length == 3
        ? instant(words[2])
            .map(end -> new FormerToken(new Fingerprint(words[0]), KeySlot.of(words[1]), end))
        : Optional.empty();
  }

  /// `token-id restartedAt`.
  static String text(TemplateStamp stamp) {
    return "%s %s"
        .formatted(
            stamp.token().map(Fingerprint::hex).orElse(UNKNOWN),
            stamp.restartedAt().orElse(UNKNOWN));
  }

  static Optional<TemplateStamp> formerTemplate(JsonNode metadata) {
    return Json.text(metadata.path("annotations"), Annotations.FORMER_TEMPLATE)
        .map(text -> text.split(" ", -1))
        .filter(words -> words.length == 2)
        .map(words -> new TemplateStamp(known(words[0]).map(Fingerprint::new), known(words[1])));
  }

  private static Optional<String> known(String word) {
    return Optional.of(word).filter(text -> !text.equals(UNKNOWN) && !text.isEmpty());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
