package io.github.shgrotate.cli;

/// How many gateways may be under way at a time: few in the beginning, two more with each that came
/// up, never more than were asked for; and few again when one did not come up. So what is wrong
/// with all of them is met by few.
///
/// @param most as many as were asked for
/// @param now as many as there may be now
record Room(int most, int now) {
  static final int FEW = 16;

  /// With pods that take 3 s, growing by one is too slow: ARM's bucket is full again before as many
  /// have come up as it allows, and what it would have given meanwhile is lost.
  private static final int GROWTH = 2;

  /// How the rotation of one has ended.
  enum Ended {
    /// Its pods run on the token it shall have.
    CAME_UP,
    /// They do not.
    DID_NOT_COME_UP,
    /// It has failed before it came to that, or there was nothing to come up.
    OTHERWISE;

    /// Where nothing was to be proven, nobody has seen that others would come up.
    static Ended with(ExitCode code, boolean hasProven) {
      return switch (code) {
        case NOTHING_OWED -> hasProven ? CAME_UP : OTHERWISE;
        case NOT_COME_UP -> DID_NOT_COME_UP;
        case FAILED, USAGE, REFUSED, NOT_FOUND, UNAVAILABLE, SOME_FAILED -> OTHERWISE;
      };
    }
  }

  /// In the beginning.
  static Room upTo(int most) {
    return new Room(most, Math.min(FEW, most));
  }

  /// After one more has ended.
  Room after(Ended ended) {
    return switch (ended) {
      case CAME_UP -> new Room(most, Math.min(most, now + GROWTH));
      case DID_NOT_COME_UP -> upTo(most);
      case OTHERWISE -> this;
    };
  }
}
