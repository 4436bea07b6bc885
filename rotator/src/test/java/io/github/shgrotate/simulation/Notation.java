package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TemplateStamp;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Workload;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the rotator's notes are kept as annotations, so that they are lost and restored with them.
final class Notation {
  static final String TOKEN_ID = SecretVersion.PREFIX + "token-id";
  static final String GATEWAY = SecretVersion.PREFIX + "gateway";
  static final String ISSUED_AT = SecretVersion.PREFIX + "issued-at";
  static final String EXPIRES_AT = SecretVersion.PREFIX + "expires-at";
  static final String FORMER_TOKEN = SecretVersion.PREFIX + "former-token";
  static final String KEY_TO_REVOKE = SecretVersion.PREFIX + "key-to-revoke";
  static final String FORMER_TEMPLATE = SecretVersion.PREFIX + "former-template";
  static final String HISTORY = SecretVersion.PREFIX + "history";

  private Notation() {}

  static SecretNotes notes(SecretVersion version) {
    return new SecretNotes(
        version.annotation(EXPIRES_AT).map(Instant::parse),
        version.annotation(FORMER_TOKEN).map(Notation::former),
        version.annotation(KEY_TO_REVOKE).flatMap(KeySlot::of));
  }

  static String text(FormerToken former) {
    return "%s %s %s"
        .formatted(
            former.fingerprint(),
            former.key().map(KeySlot::wireName).orElse("-"),
            former.expiresAt().getEpochSecond());
  }

  private static FormerToken former(String text) {
    List<String> words = Arrays.asList(text.split(" ", -1));
    return new FormerToken(
        new Fingerprint(words.get(0)), KeySlot.of(words.get(1)), second(words.get(2)));
  }

  // Seconds and no words: histories are read very often.
  private static Instant second(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  static String text(TemplateStamp stamp) {
    return "%s %s"
        .formatted(
            stamp.token().map(Fingerprint::hex).orElse("-"), stamp.restartedAt().orElse("-"));
  }

  static Optional<TemplateStamp> formerTemplate(Workload workload) {
    return workload
        .annotation(FORMER_TEMPLATE)
        .map(text -> Arrays.asList(text.split(" ", -1)))
        .map(
            words ->
                new TemplateStamp(known(words.get(0)).map(Fingerprint::new), known(words.get(1))));
  }

  private static Optional<String> known(String word) {
    return Optional.of(word).filter(text -> !text.equals("-"));
  }

  static List<PastRotation> history(Workload workload) {
    return workload.annotation(HISTORY).stream()
        .flatMap(String::lines)
        .map(line -> Arrays.asList(line.split(" ", -1)))
        .map(
            words ->
                new PastRotation(
                    second(words.get(0)),
                    KeySlot.of(words.get(1)),
                    new Fingerprint(words.get(2)),
                    second(words.get(3)),
                    PastRotation.Result.valueOf(words.get(4))))
        .toList();
  }

  static String text(List<PastRotation> history) {
    return history.stream()
        .skip(Math.max(0, history.size() - 10))
        .map(
            it ->
                "%s %s %s %s %s"
                    .formatted(
                        it.at().getEpochSecond(),
                        it.key().map(KeySlot::wireName).orElse("-"),
                        it.token(),
                        it.expiresAt().getEpochSecond(),
                        it.result()))
        .collect(Collectors.joining("\n"));
  }
}
