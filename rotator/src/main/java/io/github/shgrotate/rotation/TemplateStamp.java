package io.github.shgrotate.rotation;

import java.util.Optional;

/// The two annotations of a pod template that a restart writes. Put back exactly, they make the
/// template the former one again, and the controller goes back to the pods it still has of it.
///
/// @param token `shgrotate.github.io/token-id`
/// @param restartedAt `kubectl.kubernetes.io/restartedAt`, as it stands
public record TemplateStamp(Optional<Fingerprint> token, Optional<String> restartedAt) {
  /// A template that nobody ever restarted.
  public static final TemplateStamp NONE = new TemplateStamp(Optional.empty(), Optional.empty());
}
