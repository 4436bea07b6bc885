package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.status.Advice;
import java.util.List;
import java.util.Optional;

/// What came of looking at one thing.
///
/// @param what a sentence, without its full stop
/// @param next what to do about it, in this order; empty when nothing has to be done
/// @param failure how a rotation would fail; for errors, and only for them
public record Finding(
    Check check, Level level, String what, List<Advice> next, Optional<Failure> failure) {
  public Finding {
    next = List.copyOf(next);
    if (failure.isPresent() != (level == Level.ERROR)) {
      throw new IllegalArgumentException("an error says how a rotation would fail: " + what);
    }
  }

  static Finding ok(Check check, String what) {
    return new Finding(check, Level.OK, what, List.of(), Optional.empty());
  }

  static Finding note(Check check, String what, Advice... next) {
    return new Finding(check, Level.NOTE, what, List.of(next), Optional.empty());
  }

  static Finding warning(Check check, String what, Advice... next) {
    return new Finding(check, Level.WARNING, what, List.of(next), Optional.empty());
  }

  static Finding unknown(Check check, String what, Advice... next) {
    return new Finding(check, Level.UNKNOWN, what, List.of(next), Optional.empty());
  }

  static Finding error(Check check, Failure failure, List<Advice> next) {
    return new Finding(
        check,
        Level.ERROR,
        failure.what() + ": " + withoutStop(failure.why()),
        next,
        Optional.of(failure));
  }

  /// For what depends on something that has failed.
  static Finding notChecked(Check check, String why) {
    return unknown(check, "not checked: " + withoutStop(why));
  }

  static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
