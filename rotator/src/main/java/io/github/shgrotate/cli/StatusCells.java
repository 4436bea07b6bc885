package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.PodCount;
import io.github.shgrotate.status.SignIn;
import io.github.shgrotate.status.State;
import io.github.shgrotate.status.TokenLife;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/// One gateway's facts in few words, for tables of text and HTML alike.
final class StatusCells {
  /// What is not known.
  static final String UNKNOWN = "?";

  /// What does not exist.
  static final String NONE = "-";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private StatusCells() {}

  static String state(State state) {
    return state == State.NOT_NEEDED ? "not needed" : state.word();
  }

  static String source(GatewayStatus gateway) {
    return switch (gateway.signIn()) {
      case SignIn.Token from -> from.source();
      case SignIn.Entra(String method) -> "Entra, " + method;
      case SignIn.PlainText text -> text.where();
      case SignIn.Unclear _ -> UNKNOWN;
    };
  }

  static String key(GatewayStatus gateway) {
    return gateway.signIn() instanceof SignIn.Entra ? NONE : gateway.key().orElse(UNKNOWN);
  }

  static String service(GatewayStatus gateway) {
    return gateway.identity().service().orElse(UNKNOWN);
  }

  static String endsIn(GatewayStatus gateway, Instant now) {
    if (gateway.life().isEmpty()) {
      return gateway.signIn() instanceof SignIn.Entra ? NONE : UNKNOWN;
    }
    Duration left = Duration.between(now, gateway.life().get().ends());
    return left.isPositive() ? Durations.brief(left) : Durations.brief(left) + " ago";
  }

  static String renewal(GatewayStatus gateway, Instant now) {
    if (gateway.life().isEmpty()) {
      return gateway.signIn() instanceof SignIn.Entra ? NONE : UNKNOWN;
    }
    TokenLife life = gateway.life().get();
    Duration until = Duration.between(now, life.renewalDue());
    return until.isPositive() ? "in " + Durations.brief(until) : "since " + Durations.brief(until);
  }

  /// How many of how many pods run on the stored token.
  static String pods(GatewayStatus gateway) {
    if (gateway.pods().isEmpty()) {
      return UNKNOWN;
    }
    PodCount pods = gateway.pods().get();
    if (gateway.signIn() instanceof SignIn.Entra) {
      return NONE + "/" + pods.total();
    }
    boolean nothingKnown = pods.total() > 0 && pods.unknown() == pods.total();
    return (nothingKnown ? UNKNOWN : pods.onStoredToken()) + "/" + pods.total();
  }

  static String owners(GatewayStatus gateway) {
    return gateway.secretOwners().isEmpty()
        ? NONE
        : gateway.secretOwners().stream().map(Owner::tool).collect(Collectors.joining(", "));
  }

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }
}
