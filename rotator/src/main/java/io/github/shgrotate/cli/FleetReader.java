package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the file of gateways and the options beside it. All mistakes of both are told at once, and
/// while there is one, nothing is begun.
final class FleetReader {
  /// With pods that take 6 s, enough to keep the pace that ARM allows. Each has a connection to
  /// Kubernetes and a watch.
  static final int MOST_AT_A_TIME = 64;

  private static final String STANDARD_INPUT = "-";
  private static final int MOST_TOLD = 50;

  /// What the documents say, and the options of one gateway say else.
  static final Map<Option, String> SAID_BY_DOCUMENTS = saidByDocuments();

  private final Given given;
  private final Surroundings surroundings;
  private final List<String> mistakes = new ArrayList<>();

  /// What came of reading.
  sealed interface Read {
    /// All is right.
    ///
    /// @param text the file's
    record Good(FleetSettings settings, String text) implements Read {}

    record Bad(Failure failure, Formats formats) implements Read {}
  }

  private FleetReader(Given given, Surroundings surroundings) {
    this.given = given;
    this.surroundings = surroundings;
  }

  static Read read(Given given, Surroundings surroundings) {
    return new FleetReader(given, surroundings).read();
  }

  private Read read() {
    SettingsReader.Shared shared = SettingsReader.shared(given, surroundings);
    mistakes.addAll(shared.mistakes());
    SAID_BY_DOCUMENTS.forEach(
        (option, field) -> {
          if (given.text(option).isPresent()) {
            mistakes.add(
                "%s: with %s every document says it itself (%s); leave it out"
                    .formatted(option.named(), Option.FILE.named(), field));
          }
        });
    if (shared
        .alike()
        .proof()
        .probeUrl()
        .filter(it -> !it.contains(ProofPolicy.POD_IP))
        .isPresent()) {
      mistakes.add(
          "%s: with %s it is about every gateway, so it needs %s"
              .formatted(Option.PROBE_URL.named(), Option.FILE.named(), ProofPolicy.POD_IP));
    }
    if (given.count(Option.FILE) > 1) {
      mistakes.add(
          "%s: give it once; several files can be joined: cat a.yaml b.yaml | apim-shg-rotate -f -"
              .formatted(Option.FILE.named()));
    }
    int atATime = atATime();
    String name = given.text(Option.FILE).orElseThrow();
    Optional<String> text = text(name);
    GatewayTokenReader.Reading reading =
        text.map(it -> GatewayTokenReader.read(it, shared.alike()))
            .orElseGet(() -> new GatewayTokenReader.Reading(List.of(), List.of()));
    mistakes.addAll(reading.mistakes());
    return mistakes.isEmpty()
        ? new Read.Good(
            new FleetSettings(
                shared.access(), reading.wanted(), atATime, shared.dryRun(), shared.formats()),
            text.orElseThrow())
        : new Read.Bad(failure(name), shared.formats());
  }

  private int atATime() {
    Optional<String> text = given.text(Option.CONCURRENCY);
    if (text.isEmpty()) {
      return MOST_AT_A_TIME;
    }
    int number = text.get().matches("\\d{1,4}") ? Integer.parseInt(text.get()) : 0;
    if (number < 1 || number > MOST_AT_A_TIME) {
      mistakes.add(
          "%s: \"%s\" is no number from 1 to %d"
              .formatted(Option.CONCURRENCY.named(), text.get(), MOST_AT_A_TIME));
    }
    return number;
  }

  private Optional<String> text(String name) {
    try {
      byte[] bytes =
          name.equals(STANDARD_INPUT)
              ? surroundings.terminal().in().readAllBytes()
              : Files.readAllBytes(Path.of(name));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException | InvalidPathException e) {
      mistakes.add("%s: there is no file %s".formatted(Option.FILE.named(), name));
    } catch (CharacterCodingException e) {
      mistakes.add("%s: %s is no UTF-8 text".formatted(Option.FILE.named(), called(name)));
    } catch (IOException e) {
      mistakes.add(
          "%s: %s cannot be read (%s)"
              .formatted(Option.FILE.named(), called(name), e.getClass().getSimpleName()));
    }
    return Optional.empty();
  }

  private Failure failure(String name) {
    List<String> told = new ArrayList<>(mistakes.subList(0, Math.min(MOST_TOLD, mistakes.size())));
    if (mistakes.size() > MOST_TOLD) {
      told.add("and %d more".formatted(mistakes.size() - MOST_TOLD));
    }
    return new Failure(
        Reason.OPTIONS_INVALID,
        mistakes.size() == 1
            ? "There is a mistake in the file of gateways or in the options"
            : "There are %d mistakes in the file of gateways and the options"
                .formatted(mistakes.size()),
        called(name),
        String.join("\n", told),
        "correct them; docs/reference/file.md tells the fields, apim-shg-rotate rotate --help the"
            + " options");
  }

  private static String called(String name) {
    return name.equals(STANDARD_INPUT) ? "standard input" : name;
  }

  private static Map<Option, String> saidByDocuments() {
    Map<Option, String> fields = new EnumMap<>(Option.class);
    fields.put(Option.SUBSCRIPTION_ID, "spec.gateway.subscriptionId");
    fields.put(Option.RESOURCE_GROUP, "spec.gateway.resourceGroup");
    fields.put(Option.APIM_INSTANCE, "spec.gateway.service");
    fields.put(Option.APIM_GATEWAY, "spec.gateway.name");
    fields.put(Option.NAMESPACE, "metadata.namespace");
    fields.put(Option.TOKEN_SECRET, "spec.secretRef.name");
    fields.put(Option.SECRET_KEY, "spec.secretRef.key");
    fields.put(Option.TOKEN_KEY, "spec.keyPolicy");
    fields.put(Option.K8S_OBJECT, "spec.workloads");
    fields.put(Option.TOKEN_LIFETIME, "spec.lifetime");
    fields.put(Option.RENEW_BEFORE, "spec.renewBefore");
    fields.put(Option.ROLLOUT_TIMEOUT, "spec.rolloutTimeout");
    fields.put(Option.REVOKE_OLD_KEY, "spec.revokeOldKey");
    return fields;
  }
}
