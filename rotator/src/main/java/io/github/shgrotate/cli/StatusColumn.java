package io.github.shgrotate.cli;

import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.SignIn;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The columns of the table, from left to right. Those that find no room are told below the row.
enum StatusColumn {
  STATE("STATE", 1),
  NAMESPACE("NAMESPACE", 3),
  GATEWAY("GATEWAY", 2),
  SERVICE("SERVICE", 9),
  WORKLOAD("WORKLOAD", 10),
  SOURCE("SECRET/KEY", 7),
  KEY("SIGNED", 8),
  ENDS_IN("ENDS IN", 4),
  RENEWAL("RENEWAL DUE", 6),
  PODS("PODS", 5),
  OWNERS("ALSO WRITES", 11);

  static final String GAP = "  ";

  private static final int NARROWEST_NAME = 12;

  private final String header;
  private final int rank;

  StatusColumn(String header, int rank) {
    this.header = header;
    this.rank = rank;
  }

  String header() {
    return header;
  }

  String cell(GatewayStatus gateway, Instant now) {
    return Printable.of(
        switch (this) {
          case STATE -> StatusCells.state(gateway.state());
          case NAMESPACE -> gateway.namespace();
          case GATEWAY -> gateway.title();
          case SERVICE -> StatusCells.service(gateway);
          case WORKLOAD -> gateway.workload().toString();
          case SOURCE -> StatusCells.source(gateway);
          case KEY -> StatusCells.key(gateway);
          case ENDS_IN -> StatusCells.endsIn(gateway, now);
          case RENEWAL -> StatusCells.renewal(gateway, now);
          case PODS -> StatusCells.pods(gateway);
          case OWNERS -> StatusCells.owners(gateway);
        });
  }

  /// The same as a few words; empty when there is nothing to tell.
  String words(GatewayStatus gateway, Instant now) {
    String cell = cell(gateway, now);
    boolean isNothing = cell.equals(StatusCells.NONE) || cell.equals(StatusCells.UNKNOWN);
    return switch (this) {
      case WORKLOAD -> gateway.title().equals(cell) ? "" : cell;
      case OWNERS -> isNothing ? "" : cell + " writes the Secret too";
      case KEY -> isNothing ? "" : cell + " key";
      case SERVICE -> isNothing ? "" : "service " + cell;
      case NAMESPACE -> "namespace " + cell;
      case RENEWAL -> isNothing ? "" : "renewal due " + cell;
      case SOURCE ->
          isNothing
              ? ""
              : (gateway.signIn() instanceof SignIn.Entra ? "signs in with " : "token from ")
                  + cell;
      case PODS -> "pods on the stored token " + cell;
      case ENDS_IN -> isNothing ? "" : "ends in " + cell;
      case STATE, GATEWAY -> cell;
    };
  }

  /// Those of some use here, as many as fit, the most important first.
  static List<StatusColumn> fitting(
      List<GatewayStatus> gateways, Scope scope, Instant now, int width) {
    List<StatusColumn> byRank =
        EnumSet.allOf(StatusColumn.class).stream()
            .filter(column -> column.isOfUse(gateways, scope, now))
            .sorted(Comparator.comparingInt(column -> column.rank))
            .toList();
    Set<StatusColumn> chosen = EnumSet.noneOf(StatusColumn.class);
    int used = 0;
    for (StatusColumn column : byRank) {
      int wanted = column.width(gateways, now, width) + (chosen.isEmpty() ? 0 : GAP.length());
      if (used + wanted > width && column != GATEWAY) {
        // What comes next may be narrower, but a table that skips about is hard to read.
        break;
      }
      chosen.add(column);
      used += wanted;
    }
    return List.copyOf(chosen);
  }

  boolean isOfUse(List<GatewayStatus> gateways, Scope scope, Instant now) {
    return switch (this) {
      case NAMESPACE -> scope.namespace().isEmpty();
      case OWNERS -> gateways.stream().anyMatch(each -> !each.secretOwners().isEmpty());
      case STATE, GATEWAY, SERVICE, WORKLOAD, SOURCE, KEY, ENDS_IN, RENEWAL, PODS -> true;
    };
  }

  /// How wide the column is in a table of that width: names are cut where they would crowd out the
  /// rest, and told in whole below.
  int width(List<GatewayStatus> gateways, Instant now, int table) {
    int natural =
        gateways.stream()
            .mapToInt(each -> cell(each, now).length())
            .reduce(header.length(), Math::max);
    return this == GATEWAY ? Math.min(natural, Math.max(NARROWEST_NAME, table / 4)) : natural;
  }
}
