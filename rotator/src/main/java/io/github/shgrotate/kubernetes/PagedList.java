package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A list that is asked for page by page, each of which is reduced to what is wanted of it before
/// the next: the heap is small, and a namespace may be large.
final class PagedList {
  private static final int PAGE = 100;

  /// How often a listing that went stale between two pages is begun again.
  private static final int FRESH_STARTS = 3;

  /// What came of it.
  sealed interface Listing<T> {
    record Items<T>(List<T> items) implements Listing<T> {
      public Items {
        items = List.copyOf(items);
      }
    }

    record NotPermitted<T>(ApiCall call, ApiAnswer answer) implements Listing<T> {}
  }

  private PagedList() {}

  /// @param page the call for a page, from what its query has to say about that
  /// @param wanted what is wanted of an item, if anything
  /// @throws RotationFailed when a page cannot be had, and not for want of a permission
  static <T> Listing<T> of(
      ApiServer api, Function<String, ApiCall> page, Function<JsonNode, Optional<T>> wanted) {
    List<T> items = new ArrayList<>();
    int freshStarts = 0;
    String next = "";
    while (true) {
      ApiCall call = page.apply(query(next));
      ApiAnswer answer = api.send(call, Optional.empty(), Patience.NEEDED);
      if (answer.status() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new Listing.NotPermitted<>(call, answer);
      }
      if (answer.status() == HttpURLConnection.HTTP_GONE && freshStarts < FRESH_STARTS) {
        freshStarts++;
        items.clear();
        next = "";
        continue;
      }
      JsonNode body = api.required(call, answer).body();
      for (JsonNode item : body.path("items")) {
        wanted.apply(item).ifPresent(items::add);
      }
      next = body.path("metadata").path("continue").asText("");
      if (next.isEmpty()) {
        return new Listing.Items<>(items);
      }
    }
  }

  private static String query(String next) {
    return "limit="
        + PAGE
        + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }
}
