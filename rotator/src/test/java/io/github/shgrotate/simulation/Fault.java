package io.github.shgrotate.simulation;

import java.util.Arrays;

/// What can become of a request.
public enum Fault {
  /// It never arrives; nobody answers.
  LOST_BEFORE,
  /// It has its effect; the answer never arrives.
  LOST_AFTER,
  /// 409: somebody was faster, or the service is busy. No effect.
  REFUSED_409,
  /// 429. No effect.
  REFUSED_429,
  /// 503. No effect.
  REFUSED_503,
  /// 403: a permission is missing. No effect.
  REFUSED_403,
  /// Something on the way delivers it twice; the first answer comes back.
  TWICE_FIRST_ANSWER,
  /// Something on the way delivers it twice; the second answer comes back.
  TWICE_SECOND_ANSWER,
  /// It has its effect; the answer is cut in half, or a page of somebody else.
  GARBAGE,
  /// It hangs until the process is killed; it never arrives.
  KILLED_BEFORE,
  /// It has its effect; the process is killed before it knows.
  KILLED_AFTER,
  /// Somebody else has edited Secret and workloads a moment before, not what matters in them.
  EDITED_BEFORE,
  /// Another run of the same rotation, from beginning to end, comes in between.
  RIVAL_BEFORE;

  /// Whether the process ends there.
  public boolean kills() {
    return this == KILLED_BEFORE || this == KILLED_AFTER;
  }

  /// Whether there is no "from then on".
  public boolean happensOnce() {
    return kills() || this == RIVAL_BEFORE;
  }

  /// Whether there is a side whose adapter sends the request again by itself.
  public boolean mayBeSentAgain() {
    return Arrays.stream(Side.values()).anyMatch(side -> side.repeats(this));
  }
}
