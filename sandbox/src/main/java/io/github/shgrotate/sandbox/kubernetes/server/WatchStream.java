package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.Feed;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Store;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes one watch, a line per event, until its time is over or the client is gone.
///
/// @param since empty: from now, with the present objects as added
/// @param bookmarks whether the client wants to be told versions in quiet times
/// @param announceEnd whether the client wants a mark after the initial objects
record WatchStream(
    Store store,
    ResourceType type,
    Selection selection,
    OptionalLong since,
    Duration length,
    boolean bookmarks,
    boolean announceEnd)
    implements Reply.Source {
  private static final Duration QUIET = Duration.ofSeconds(10);

  @Override
  public void writeTo(OutputStream out) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(length);
    try (Feed feed = store.watch(type, selection, since)) {
      // What has been given up to here; the initial objects count when none is left waiting.
      boolean endToAnnounce = announceEnd;
      while (true) {
        Duration left = Duration.between(Instant.now(), end);
        if (endToAnnounce && store.caughtUp(feed).isPresent()) {
          endToAnnounce = false;
          bookmark(out, feed.beginning(), true);
        }
        Optional<Feed.Seen> seen = feed.next(left.compareTo(QUIET) < 0 ? left : QUIET);
        if (seen.isPresent()) {
          event(out, seen.get());
          continue;
        }
        if (bookmarks) {
          OptionalLong version = store.caughtUp(feed);
          if (version.isPresent()) {
            bookmark(out, version.getAsLong(), false);
          }
        }
        if (!Instant.now().isBefore(end)) {
          return;
        }
      }
    } catch (ApiFailure expired) {
      write(out, "ERROR", expired.status());
    }
  }

  private static void event(OutputStream out, Feed.Seen seen) throws IOException {
    Change change = seen.change();
    ObjectNode object = change.object();
    if (seen.happened() == Change.Happened.DELETED) {
      // An object that left the selection is shown as it was in it, at the version it left.
      object = change.before().orElse(object).deepCopy();
      Trees.metadata(object).put("resourceVersion", Long.toString(change.version()));
    }
    write(out, seen.happened().name(), object);
  }

  private void bookmark(OutputStream out, long version, boolean initialEnd) throws IOException {
    ObjectNode object =
        Trees.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode metadata = Trees.metadata(object).put("resourceVersion", Long.toString(version));
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    write(out, "BOOKMARK", object);
  }

  private static void write(OutputStream out, String kind, ObjectNode object) throws IOException {
    ObjectNode event = Trees.object().put("type", kind);
    event.set("object", object);
    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
