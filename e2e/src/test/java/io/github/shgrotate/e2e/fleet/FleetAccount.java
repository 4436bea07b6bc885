package io.github.shgrotate.e2e.fleet;

import io.github.shgrotate.sandbox.kubernetes.server.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the logs of Azure and of the API server say about the order of things.
final class FleetAccount {
  private FleetAccount() {}

  /// How many gateways, at most, were given a token before one that should have come sooner.
  ///
  /// @param issuedFor in the order in which Azure made the tokens
  /// @param wanted all, in the order in which they should have come
  static int outOfTurn(List<String> issuedFor, List<String> wanted) {
    Map<String, Integer> turns = new HashMap<>();
    wanted.forEach(name -> turns.put(name, turns.size()));
    List<Integer> order = issuedFor.stream().map(turns::get).toList();
    int most = 0;
    for (int i = 0; i < order.size(); i++) {
      int turn = order.get(i);
      most = Math.max(most, (int) order.subList(0, i).stream().filter(it -> it > turn).count());
    }
    return most;
  }

  /// How many Deployments, at most, were restarted and not yet proven at one moment: from their
  /// first write, which restarts them, to the last, which notes the result.
  static int mostRolling(List<AuditEntry> audit) {
    Map<String, List<Instant>> writes = new HashMap<>();
    audit.stream()
        .filter(it -> it.resource().equals("deployments") && it.verb().equals("patch"))
        .forEach(it -> writes.computeIfAbsent(it.name(), _ -> new ArrayList<>()).add(it.at()));
    TreeMap<Instant, Integer> changes = new TreeMap<>();
    writes
        .values()
        .forEach(
            its -> {
              changes.merge(Collections.min(its), 1, Integer::sum);
              changes.merge(Collections.max(its), -1, Integer::sum);
            });
    int now = 0;
    int most = 0;
    for (int change : changes.values()) {
      now += change;
      most = Math.max(most, now);
    }
    return most;
  }
}
