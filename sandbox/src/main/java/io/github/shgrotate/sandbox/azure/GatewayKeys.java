package io.github.shgrotate.sandbox.azure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A gateway's two keys, and the ones they replaced. Never shows them.
final class GatewayKeys {
  private record Former(KeySlot slot, int index, Instant until) {}

  private final Randomness randomness;
  private final Map<KeySlot, String> current = new EnumMap<>(KeySlot.class);
  private final List<String> formerKeys = new ArrayList<>();
  private final List<Former> former = new ArrayList<>();

  GatewayKeys(Randomness randomness) {
    this.randomness = randomness;
    for (KeySlot slot : KeySlot.values()) {
      current.put(slot, randomness.gatewayKey());
    }
  }

  synchronized String key(KeySlot slot) {
    return java.util.Objects.requireNonNull(current.get(slot));
  }

  synchronized void regenerate(KeySlot slot, Instant now) {
    former.add(new Former(slot, formerKeys.size(), now));
    formerKeys.add(key(slot));
    current.put(slot, randomness.gatewayKey());
  }

  /// Which of the present keys signed the token.
  synchronized Optional<KeySlot> signerOf(GatewayToken token) {
    return current.entrySet().stream()
        .filter(entry -> token.isSignedWith(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// When the key that signed the token was replaced; empty when it never was one of these.
  synchronized Optional<Instant> retired(GatewayToken token) {
    return former.stream()
        .filter(key -> token.isSignedWith(formerKeys.get(key.index())))
        .map(Former::until)
        .findFirst();
  }

  /// Which slot a replaced key had.
  synchronized Optional<KeySlot> retiredSlot(GatewayToken token) {
    return former.stream()
        .filter(key -> token.isSignedWith(formerKeys.get(key.index())))
        .map(Former::slot)
        .findFirst();
  }

  @Override
  public String toString() {
    return "GatewayKeys[redacted]";
  }
}
