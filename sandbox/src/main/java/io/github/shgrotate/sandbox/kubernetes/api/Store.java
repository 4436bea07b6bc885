package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The objects, one global version counter, and a bounded history of changes. A stored object is
/// never changed, only replaced: whoever holds one holds a snapshot.
public final class Store {
  private static final int HISTORY = 20_000;

  private record Key(String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byNamespace = namespace.compareTo(other.namespace);
      return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
  }

  /// What a list answers.
  ///
  /// @param version the version at which the objects were like this
  public record Listing(long version, List<ObjectNode> objects) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ResourceType, NavigableMap<Key, ObjectNode>> objects = new HashMap<>();
  // The same by who owns them: controllers ask for nothing more often.
  private final Map<String, Map<ResourceType, NavigableMap<Key, ObjectNode>>> owned =
      new HashMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  // Like etcd's, the first version is not zero: zero means "any" in a request.
  private long version = 1;
  private long forgotten = 1;

  /// Does several reads and writes as one.
  <T> T atOnce(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
    return atOnce(() -> Optional.ofNullable(of(type).get(new Key(namespace, name))));
  }

  public Listing list(ResourceType type, Selection selection) {
    return atOnce(
        () -> new Listing(version, of(type).values().stream().filter(selection::matches).toList()));
  }

  /// The objects of a kind that name this owner.
  public List<ObjectNode> ownedBy(String uid, ResourceType type) {
    return atOnce(
        () ->
            List.copyOf(
                owned.getOrDefault(uid, Map.of()).getOrDefault(type, new TreeMap<>()).values()));
  }

  /// The objects of every kind that name this owner.
  List<ObjectNode> ownedBy(String uid) {
    return atOnce(
        () ->
            owned.getOrDefault(uid, Map.of()).values().stream()
                .flatMap(ofOneType -> ofOneType.values().stream())
                .toList());
  }

  /// Stores an object under a new version, which is written into it.
  ObjectNode put(ResourceType type, ObjectNode object) {
    return atOnce(
        () -> {
          version++;
          Trees.metadata(object).put("resourceVersion", Long.toString(version));
          Optional<ObjectNode> before = Optional.ofNullable(of(type).put(key(object), object));
          before.ifPresent(former -> forgetOwners(type, former));
          owners(object)
              .forEach(
                  uid ->
                      owned
                          .computeIfAbsent(uid, _ -> new HashMap<>())
                          .computeIfAbsent(type, _ -> new TreeMap<>())
                          .put(key(object), object));
          record(
              new Change(
                  type,
                  before.isPresent() ? Change.Happened.MODIFIED : Change.Happened.ADDED,
                  version,
                  object,
                  before));
          return object;
        });
  }

  /// Removes an object; a no-op when it is not there.
  void remove(ResourceType type, ObjectNode object) {
    atOnce(
        () -> {
          Optional<ObjectNode> before = Optional.ofNullable(of(type).remove(key(object)));
          before.ifPresent(
              last -> {
                forgetOwners(type, last);
                version++;
                ObjectNode gone = last.deepCopy();
                Trees.metadata(gone).put("resourceVersion", Long.toString(version));
                record(new Change(type, Change.Happened.DELETED, version, gone, before));
              });
          return before;
        });
  }

  /// Calls the listener, in order and under the store's lock, for every change from now on; it must
  /// only take note.
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// Follows a selection: from a version, or from now with the objects there are as added.
  public Feed watch(ResourceType type, Selection selection, OptionalLong since) {
    return atOnce(
        () -> {
          Feed feed = new Feed(type, selection, listeners::remove);
          if (since.isPresent()) {
            if (since.getAsLong() < forgotten) {
              throw ApiFailure.gone(
                  "too old resource version: %d (%d)".formatted(since.getAsLong(), forgotten));
            }
            since(since.getAsLong()).forEach(feed);
          } else {
            list(type, selection)
                .objects()
                .forEach(
                    object ->
                        feed.accept(
                            new Change(
                                type, Change.Happened.ADDED, version, object, Optional.empty())));
          }
          feed.beginsAt(version);
          listeners.add(feed);
          return feed;
        });
  }

  private Iterable<Change> since(long seen) {
    Deque<Change> later = new ArrayDeque<>();
    Iterator<Change> newestFirst = history.descendingIterator();
    while (newestFirst.hasNext()) {
      Change change = newestFirst.next();
      if (change.version() <= seen) {
        break;
      }
      later.addFirst(change);
    }
    return later;
  }

  /// The version up to which the feed has given everything; empty while something waits in it.
  public OptionalLong caughtUp(Feed feed) {
    return atOnce(() -> feed.isEmpty() ? OptionalLong.of(version) : OptionalLong.empty());
  }

  public long version() {
    return atOnce(() -> version);
  }

  /// Forgets the history, as etcd does every few minutes: watches from an older version are gone.
  public void compact() {
    atOnce(
        () -> {
          history.clear();
          forgotten = version;
          return version;
        });
  }

  private void forgetOwners(ResourceType type, ObjectNode object) {
    for (String uid : owners(object)) {
      Map<ResourceType, NavigableMap<Key, ObjectNode>> its = owned.getOrDefault(uid, Map.of());
      its.getOrDefault(type, new TreeMap<>()).remove(key(object));
      if (its.values().stream().allMatch(Map::isEmpty)) {
        owned.remove(uid);
      }
    }
  }

  private static List<String> owners(ObjectNode object) {
    return Trees.items(object.path("metadata").path("ownerReferences")).stream()
        .map(owner -> owner.path("uid").asText())
        .toList();
  }

  private void record(Change change) {
    history.addLast(change);
    if (history.size() > HISTORY) {
      forgotten = history.removeFirst().version();
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  private NavigableMap<Key, ObjectNode> of(ResourceType type) {
    return objects.computeIfAbsent(type, t -> new TreeMap<>());
  }

  private static Key key(ObjectNode object) {
    return new Key(Trees.namespace(object), Trees.name(object));
  }
}
