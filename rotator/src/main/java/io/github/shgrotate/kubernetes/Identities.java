package io.github.shgrotate.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers the uid of every object seen, for the events about it.
final class Identities {
  private final Map<String, String> uids = new ConcurrentHashMap<>();

  void saw(String kind, String namespace, String name, String uid) {
    uids.put(key(kind, namespace, name), uid);
  }

  Optional<String> uid(String kind, String namespace, String name) {
    return Optional.ofNullable(uids.get(key(kind, namespace, name)));
  }

  private static String key(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }
}
