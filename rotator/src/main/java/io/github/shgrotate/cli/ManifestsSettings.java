package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.Installation;
import io.github.shgrotate.manifests.Part;
import java.util.List;

/// Everything that `manifests` was asked for, checked.
///
/// @param notices what its user should know
record ManifestsSettings(Installation installation, Part part, List<String> notices) {
  ManifestsSettings {
    notices = List.copyOf(notices);
  }
}
