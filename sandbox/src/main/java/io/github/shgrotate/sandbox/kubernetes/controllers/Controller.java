package io.github.shgrotate.sandbox.kubernetes.controllers;

import io.github.shgrotate.sandbox.kubernetes.api.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Brings some objects to where they should be, whatever happened before.
interface Controller {
  /// An object to look at.
  record Request(String namespace, String name) {}

  String name();

  /// Which objects to look at after a change; called under the store's lock, so it only reads the
  /// change.
  List<Request> concernedBy(Change change);

  /// Looks at one object. Answers when to look again though nothing changes; empty for never.
  Optional<Instant> reconcile(Request request);
}
