package io.github.shgrotate.rotation;

import java.util.HashMap;
import java.util.Map;

/// Counts, for each object, what others have done to it meanwhile: a run gives up on one that never
/// stands still, and fights with nobody. A controller that writes its status now and then is no
/// such case.
final class Conflicts {
  /// After so many the next run may have it easier.
  private static final int MOST = 5;

  private final Map<String, Integer> refused = new HashMap<>();
  private final Map<String, Integer> undone = new HashMap<>();

  /// A write was refused, or not even tried, as the object had changed.
  ///
  /// @throws RotationFailed when that has happened too often in a row
  void refused(String object) {
    if (refused.merge(object, 1, Integer::sum) > MOST) {
      throw contended(object, "%d writes in a row were refused".formatted(MOST + 1)).thrown();
    }
  }

  /// A write had its effect.
  void written(String object) {
    refused.remove(object);
  }

  /// What a write had done was undone.
  ///
  /// @throws RotationFailed when that has happened too often in this run
  void undone(String object) {
    if (undone.merge(object, 1, Integer::sum) > MOST) {
      throw contended(object, "what was written was undone %d times".formatted(MOST + 1)).thrown();
    }
  }

  /// Once is too often.
  static Failure contended(String object, String why) {
    return new Failure(
        Reason.CONTENDED,
        "Somebody else keeps changing what this rotation is about to write",
        object,
        why,
        "see who writes there (kubectl get --show-managed-fields -o yaml), then run again");
  }
}
