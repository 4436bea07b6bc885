package io.github.shgrotate.rotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Secret as the Kubernetes API told it once. Holds judgements of its values, never the values.
///
/// @param resourceVersion the state this was read from; a later write is refused when it has moved
///   on
/// @param type such as `Opaque`
/// @param data every data key, judged as a token
/// @param lastUsedKey the annotation `last-used-key` as it stands
/// @param recordedToken the annotation `shgrotate.github.io/token-id`
/// @param notes what else was noted with the token
/// @param owners who else writes this Secret, by its labels, annotations and owners
public record SecretFacts(
    String resourceVersion,
    String type,
    boolean immutable,
    Map<String, TokenText> data,
    Optional<String> lastUsedKey,
    Optional<Fingerprint> recordedToken,
    SecretNotes notes,
    List<Owner> owners) {
  public SecretFacts {
    data = Map.copyOf(data);
    owners = List.copyOf(owners);
  }

  /// A Secret without notes and owners.
  public SecretFacts(
      String resourceVersion,
      String type,
      boolean immutable,
      Map<String, TokenText> data,
      Optional<String> lastUsedKey,
      Optional<Fingerprint> recordedToken) {
    this(
        resourceVersion,
        type,
        immutable,
        data,
        lastUsedKey,
        recordedToken,
        SecretNotes.NONE,
        List.of());
  }

  /// What that data key holds.
  public TokenText text(String dataKey) {
    return data.getOrDefault(dataKey, new TokenText.Absent());
  }
}
