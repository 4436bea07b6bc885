package io.github.shgrotate.rotation;

/// Port to whoever watches: told each deed when it is done.
@FunctionalInterface
public interface Progress {
  void tell(Deed deed);
}
