package io.github.shgrotate.rotation;

import java.util.Optional;

/// Port to the Kubernetes events, where other people look first. Recording never fails a rotation.
/// A rotation records what it changes; how a run ended that failed, its driver does.
public interface Journal {
  /// Records what was done, on the Secret and on the workloads concerned.
  ///
  /// @return what was not recorded and why, if anything was not: a sentence without its end. What
  ///   will stay so (a missing permission, say) is told once, and nothing is tried any more.
  Optional<String> record(Deed deed);
}
