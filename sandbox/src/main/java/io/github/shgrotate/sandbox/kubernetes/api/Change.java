package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One thing that happened to one object.
///
/// @param version the resource version it made
/// @param object the object after it; for a deletion the last there was
/// @param before the object before it; empty for a new one
public record Change(
    ResourceType type,
    Happened happened,
    long version,
    ObjectNode object,
    Optional<ObjectNode> before) {

  /// What happened.
  public enum Happened {
    ADDED,
    MODIFIED,
    DELETED
  }

  /// How somebody sees it who watches a selection: an object that comes into the selection was
  /// added to it, one that leaves was deleted from it. Empty when it is none of their business.
  Optional<Happened> seenThrough(Selection selection) {
    boolean was = before.filter(selection::matches).isPresent();
    boolean is = happened != Happened.DELETED && selection.matches(object);
    if (is) {
      return Optional.of(was ? Happened.MODIFIED : Happened.ADDED);
    }
    return was ? Optional.of(Happened.DELETED) : Optional.empty();
  }
}
