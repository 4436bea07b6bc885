package io.github.shgrotate.simulation.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Azure's side: gateways, their keys, and the ledger of every token that was issued.
public final class Azure {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC);

  /// A token in the ledger.
  ///
  /// @param generation how often the key had been regenerated
  public record Issued(
      Instant at,
      String gateway,
      Slot slot,
      int generation,
      Instant expiry,
      String text,
      Writer by) {}

  /// A request that Azure answers with 400 or 404.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean unknown;

    Refused(String why, boolean unknown) {
      super(why);
      this.unknown = unknown;
    }

    /// Whether it is the gateway that is not known.
    public boolean unknown() {
      return unknown;
    }
  }

  private final Timeline time;
  private final Chronicle chronicle;
  private final Map<String, Map<Slot, List<Instant>>> regenerations = new HashMap<>();
  private final Map<String, Issued> ledger = new LinkedHashMap<>();

  Azure(Timeline time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  public void makeGateway(String name) {
    Map<Slot, List<Instant>> keys = new HashMap<>();
    for (Slot slot : Slot.values()) {
      keys.put(slot, new ArrayList<>());
    }
    regenerations.put(name, keys);
  }

  /// Reads the gateway.
  ///
  /// @throws Refused when there is none
  public void requireGateway(String name) {
    if (!regenerations.containsKey(name)) {
      throw new Refused("Gateway not found", true);
    }
  }

  /// `generateToken`: the same key and minute give the same token.
  ///
  /// @throws Refused when it may not be issued
  public String generateToken(String gateway, Slot slot, Instant expiry, Writer by) {
    requireGateway(gateway);
    if (expiry.isAfter(time.now().plus(LONGEST))) {
      throw new Refused("the expiry is more than 30 days ahead", false);
    }
    return issue(gateway, slot, expiry, time.now(), by);
  }

  /// A token that was made before the story begins.
  public String madeBefore(String gateway, Slot slot, Instant expiry) {
    return issue(
        gateway, slot, expiry, expiry.minus(LONGEST.minusDays(1)), new Writer.Person("before"));
  }

  private String issue(String gateway, Slot slot, Instant expiry, Instant at, Writer by) {
    Instant minute = expiry.truncatedTo(ChronoUnit.MINUTES);
    int generation = regenerations(gateway, slot).size();
    String text = text(gateway, slot, generation, minute);
    Issued issued =
        ledger.computeIfAbsent(
            text, _ -> new Issued(at, gateway, slot, generation, minute, text, by));
    chronicle.add(new Entry.TokenIssued(time.now(), issued));
    return text;
  }

  /// `regenerateKey`: every token made with that key is worth nothing from now on.
  public void regenerateKey(String gateway, Slot slot, Writer by) {
    requireGateway(gateway);
    regenerations(gateway, slot).add(time.now());
    chronicle.add(new Entry.KeyRegenerated(time.now(), gateway, slot, by));
  }

  /// What the slot's present key would sign for that minute; issues nothing.
  public String signed(String gateway, Slot slot, Instant expiry) {
    requireGateway(gateway);
    Instant minute = expiry.truncatedTo(ChronoUnit.MINUTES);
    return text(gateway, slot, regenerations(gateway, slot).size(), minute);
  }

  private static String text(String gateway, Slot slot, int generation, Instant minute) {
    return "%s&%s&%s"
        .formatted(gateway, MINUTE.format(minute), signature(gateway, slot, generation, minute));
  }

  private List<Instant> regenerations(String gateway, Slot slot) {
    return Optional.ofNullable(regenerations.get(gateway))
        .map(keys -> keys.get(slot))
        .orElseThrow();
  }

  /// What the ledger says of a Secret's text; empty when it is no `GatewayKey` that Azure has
  /// issued.
  public Optional<Issued> ledger(String secretText) {
    return secretText.startsWith("GatewayKey ")
        ? Optional.ofNullable(ledger.get(secretText.substring("GatewayKey ".length())))
        : Optional.empty();
  }

  /// From when on the gateway's token is refused; in the past for what never was one of its tokens.
  public Instant acceptedUntil(String gateway, String secretText) {
    return ledger(secretText)
        .filter(issued -> issued.gateway().equals(gateway))
        .map(this::acceptedUntil)
        .orElse(Instant.MIN);
  }

  private Instant acceptedUntil(Issued issued) {
    List<Instant> replaced = regenerations(issued.gateway(), issued.slot());
    boolean revoked = replaced.size() > issued.generation();
    Instant end = issued.expiry();
    return revoked && replaced.get(issued.generation()).isBefore(end)
        ? replaced.get(issued.generation())
        : end;
  }

  /// Whether its key had not been made anew by then.
  public boolean isSignedByAPresentKey(Issued token, Instant at) {
    return regenerations(token.gateway(), token.slot()).stream()
            .filter(regenerated -> regenerated.isBefore(at))
            .count()
        <= token.generation();
  }

  public boolean accepts(String gateway, String secretText) {
    return acceptedUntil(gateway, secretText).isAfter(time.now());
  }

  public Collection<Issued> ledger() {
    return List.copyOf(ledger.values());
  }

  /// 88 characters like a real one; nobody here can make another that the ledger knows.
  private static String signature(String gateway, Slot slot, int generation, Instant minute) {
    String signed = "%s %s %d %s".formatted(gateway, slot, generation, minute);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512").digest(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
