package io.github.shgrotate.simulation.judges;

import static io.github.shgrotate.simulation.judges.Invariant.KEY_AS_ASKED;
import static io.github.shgrotate.simulation.judges.Invariant.NOTHING_IS_RENEWED_EARLY;
import static io.github.shgrotate.simulation.judges.Invariant.NOTHING_UNSEEN_IS_OVERWRITTEN;
import static io.github.shgrotate.simulation.judges.Invariant.ONE_WRITE;
import static io.github.shgrotate.simulation.judges.Invariant.SECRET_HOLDS_A_WHOLE_TOKEN;
import static io.github.shgrotate.simulation.judges.Invariant.TOKENS_ARE_NOT_WASTED;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the Secret holds, and who wrote it.
final class SecretInvariants {
  private static final Set<String> OURS =
      Set.of("gateway", "token-id", "issued-at", "expires-at", "former-token", "key-to-revoke");

  private static final Duration LONGEST_RUN = Duration.ofHours(2);

  private SecretInvariants() {}

  static Stream<Violation> holdsAWholeToken(Evidence seen) {
    return seen.writesOfRuns()
        .filter(
            write ->
                token(seen, write.after())
                    .filter(token -> token.gateway().equals(seen.of().gateway()))
                    .isEmpty())
        .map(
            write ->
                new Violation(
                    SECRET_HOLDS_A_WHOLE_TOKEN,
                    write.at(),
                    "what %s stored is no token that Azure issued for this gateway"
                        .formatted(write.by())));
  }

  private static Optional<Azure.Issued> token(Evidence seen, SecretVersion version) {
    return version.text(seen.of().dataKey()).flatMap(seen.azure()::ledger);
  }

  static Stream<Violation> oneWrite(Evidence seen) {
    return seen.writesOfRuns()
        .flatMap(
            write -> {
              List<String> wrong = new ArrayList<>();
              token(seen, write.after()).ifPresent(token -> compare(token, write.after(), wrong));
              write.before().ifPresent(before -> untouched(seen, before, write.after(), wrong));
              return wrong.stream().map(how -> new Violation(ONE_WRITE, write.at(), how));
            });
  }

  private static void compare(Azure.Issued token, SecretVersion version, List<String> wrong) {
    expect(version, SecretVersion.LAST_USED_KEY, token.slot().word(), wrong);
    expect(
        version,
        SecretVersion.PREFIX + "token-id",
        Evidence.fingerprint("GatewayKey " + token.text()),
        wrong);
    expect(version, SecretVersion.PREFIX + "expires-at", token.expiry().toString(), wrong);
    if (version
        .annotation(SecretVersion.PREFIX + "gateway")
        .filter(id -> id.endsWith("/gateways/" + token.gateway()))
        .isEmpty()) {
      wrong.add("the annotation gateway does not name " + token.gateway());
    }
  }

  private static void expect(
      SecretVersion version, String annotation, String expected, List<String> wrong) {
    String found = version.annotation(annotation).orElse("missing");
    if (!found.equals(expected)) {
      wrong.add("beside the token, %s is %s, not %s".formatted(annotation, found, expected));
    }
  }

  private static void untouched(
      Evidence seen, SecretVersion before, SecretVersion after, List<String> wrong) {
    if (!others(before.data(), seen.of().dataKey())
        .equals(others(after.data(), seen.of().dataKey()))) {
      wrong.add("other data keys of the Secret were touched");
    }
    if (!foreign(before).equals(foreign(after))) {
      wrong.add("other annotations of the Secret were touched");
    }
  }

  private static Map<String, String> others(Map<String, String> all, String except) {
    Map<String, String> rest = new TreeMap<>(all);
    rest.remove(except);
    return rest;
  }

  private static Map<String, String> foreign(SecretVersion version) {
    Map<String, String> rest = new TreeMap<>(version.annotations());
    rest.remove(SecretVersion.LAST_USED_KEY);
    OURS.forEach(name -> rest.remove(SecretVersion.PREFIX + name));
    return rest;
  }

  static Stream<Violation> nothingUnseenIsOverwritten(Evidence seen) {
    Set<String> told = new HashSet<>();
    List<Violation> found = new ArrayList<>();
    for (Entry entry : seen.entries()) {
      switch (entry) {
        case Entry.SecretTold it -> told.add(it.run() + "/" + it.version());
        case Entry.SecretWritten it
            when it.name().equals(seen.of().secret()) && it.by() instanceof Writer.Run(int run) -> {
          boolean known =
              it.before().map(before -> told.contains(run + "/" + before.version())).orElse(false);
          if (!known) {
            found.add(
                new Violation(
                    NOTHING_UNSEEN_IS_OVERWRITTEN,
                    it.at(),
                    "run %d wrote over a Secret that it had not seen".formatted(run)));
          }
        }
        default -> {}
      }
    }
    return found.stream();
  }

  /// Writes of a token that the Secret never held before; the others go back to a former one.
  private static Stream<Entry.SecretWritten> issues(Evidence seen) {
    Set<String> held = new HashSet<>();
    List<Entry.SecretWritten> first = new ArrayList<>();
    seen.writes()
        .forEach(
            write -> {
              boolean isNew = held.add(write.after().text(seen.of().dataKey()).orElse(""));
              if (isNew && write.by().isRun()) {
                first.add(write);
              }
            });
    return first.stream();
  }

  /// With a margin, a token that is good for longer stays; unless its key is to be made anew, or
  /// somebody has put it back over another.
  static Stream<Violation> nothingIsRenewedEarly(Evidence seen) {
    if (seen.terms().renewBefore().isEmpty()) {
      return Stream.empty();
    }
    Duration margin = seen.terms().renewBefore().get().plus(LONGEST_RUN);
    return issues(seen)
        .filter(
            write ->
                write
                    .before()
                    .filter(before -> isOurs(seen, before))
                    .flatMap(before -> token(seen, before))
                    .filter(token -> token.gateway().equals(seen.of().gateway()))
                    .filter(token -> seen.accepted("GatewayKey " + token.text(), write.at()))
                    .filter(token -> token.expiry().isAfter(write.at().plus(margin)))
                    .filter(token -> !keyToRevoke(write).equals(Optional.of(token.slot().word())))
                    .isPresent())
        .map(
            write ->
                new Violation(
                    NOTHING_IS_RENEWED_EARLY,
                    write.at(),
                    "%s renewed a token that was good for longer than was asked for"
                        .formatted(write.by())));
  }

  private static Optional<String> keyToRevoke(Entry.SecretWritten write) {
    return write.before().flatMap(it -> it.annotation(SecretVersion.PREFIX + "key-to-revoke"));
  }

  private static boolean isOurs(Evidence seen, SecretVersion version) {
    Optional<String> recorded = version.annotation(SecretVersion.PREFIX + "token-id");
    return version
        .text(seen.of().dataKey())
        .map(Evidence::fingerprint)
        .filter(id -> recorded.isEmpty() || recorded.equals(Optional.of(id)))
        .isPresent();
  }

  static Stream<Violation> keyAsAsked(Evidence seen) {
    return issues(seen)
        .flatMap(
            write -> {
              Optional<String> recorded = usedKey(seen, write);
              Slot chosen = asked(seen.terms().tokenKey(), recorded);
              // Not the one that is about to be made anew.
              Slot asked =
                  keyToRevoke(write).equals(Optional.of(chosen.word())) ? chosen.other() : chosen;
              return token(seen, write.after())
                  .filter(token -> token.slot() != asked)
                  .map(
                      token ->
                          new Violation(
                              KEY_AS_ASKED,
                              write.at(),
                              "signed with the %s key, though %s asks for the %s one"
                                  .formatted(token.slot(), seen.terms().tokenKey(), asked)))
                  .stream();
            });
  }

  /// Which key signed the token that is replaced, as far as the run may know: Azure's keys tell it
  /// of a token that they signed, and only the record otherwise.
  private static Optional<String> usedKey(Evidence seen, Entry.SecretWritten write) {
    return write
        .before()
        .flatMap(
            before ->
                before
                    .text(seen.of().dataKey())
                    .flatMap(seen.azure()::ledger)
                    .filter(token -> token.gateway().equals(seen.of().gateway()))
                    .filter(token -> isAskedFor(seen, token, write.at()))
                    .filter(token -> seen.azure().isSignedByAPresentKey(token, write.at()))
                    .map(token -> token.slot().word())
                    .or(() -> before.annotation(SecretVersion.LAST_USED_KEY)));
  }

  /// Before a key is revoked, that of a token which is still good is found out in any case.
  private static boolean isAskedFor(Evidence seen, Azure.Issued token, Instant at) {
    return seen.terms().provesSignatures()
        || (seen.terms().revokes() && token.expiry().isAfter(at));
  }

  private static Slot asked(String tokenKey, Optional<String> recorded) {
    Optional<Slot> last = recorded.filter(word -> !word.isEmpty()).map(Slot::of);
    return switch (tokenKey) {
      case "last" -> last.orElse(Slot.PRIMARY);
      case "rotate" -> last.map(Slot::other).orElse(Slot.PRIMARY);
      default -> Slot.of(tokenKey);
    };
  }

  /// How many different things went wrong in a run; one at least in a run that was not calm.
  private static long disturbances(Evidence seen, int run) {
    if (seen.calmRuns().contains(run)) {
      return 0;
    }
    return Math.max(
        1,
        seen.of(Entry.Requested.class)
            .filter(request -> request.run() == run && !request.fate().equals("ok"))
            .map(Entry.Requested::fate)
            .distinct()
            .count());
  }

  static Stream<Violation> tokensAreNotWasted(Evidence seen) {
    Set<String> stored = new HashSet<>();
    seen.writes().forEach(write -> write.after().text(seen.of().dataKey()).ifPresent(stored::add));
    Map<Integer, List<Azure.Issued>> wasted = new HashMap<>();
    for (Azure.Issued token : seen.azure().ledger()) {
      if (token.gateway().equals(seen.of().gateway())
          && token.by() instanceof Writer.Run(int run)
          && !stored.contains("GatewayKey " + token.text())) {
        wasted.computeIfAbsent(run, _ -> new ArrayList<>()).add(token);
      }
    }
    return wasted.entrySet().stream()
        .filter(each -> each.getValue().size() > disturbances(seen, each.getKey()))
        .map(
            each ->
                new Violation(
                    TOKENS_ARE_NOT_WASTED,
                    each.getValue().getLast().at(),
                    "run %d had %d tokens issued that were never stored"
                        .formatted(each.getKey(), each.getValue().size())));
  }
}
