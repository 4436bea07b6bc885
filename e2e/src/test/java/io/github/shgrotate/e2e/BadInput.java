package io.github.shgrotate.e2e;

import java.util.ArrayList;
import java.util.List;

/// One wrong input, as data: what is wrong, and how the program must answer it.
///
/// @param slips what is wrong, in the order in which it is made so
/// @param flags the command line
/// @param reason the reason's stable code
/// @param words what the message must hold
/// @param secrets more that may be shown nowhere, beside what the world knows to be secret
/// @param left what the run may leave behind all the same
/// @param waits the run sleeps between attempts for most of its time
record BadInput(
    String name,
    List<Slip> slips,
    List<String> flags,
    int exitCode,
    String reason,
    List<String> words,
    List<String> secrets,
    Left left,
    boolean waits) {

  /// Makes something wrong: in the world, in what the rotator is given, or in both.
  interface Slip {
    Rotator make(SampleWorld world, Rotator rotator) throws Exception;
  }

  /// Makes something wrong in the world.
  interface Change {
    void in(SampleWorld world) throws Exception;
  }

  /// What a failed run has done.
  enum Left {
    /// Nothing at all.
    NOTHING,
    /// Azure made a token, which was not stored.
    ISSUED,
    /// The token is stored; no pod was touched.
    STORED
  }

  static BadInput named(String name) {
    return new BadInput(
        name, List.of(), List.of(), 0, "", List.of(), List.of(), Left.NOTHING, false);
  }

  BadInput given(Slip slip) {
    return new BadInput(
        name, plus(slips, List.of(slip)), flags, exitCode, reason, words, secrets, left, waits);
  }

  BadInput where(Change change) {
    return given(
        (world, rotator) -> {
          change.in(world);
          return rotator;
        });
  }

  BadInput with(String variable, String value) {
    return given((_, rotator) -> rotator.with(variable, value));
  }

  BadInput without(String... variables) {
    return given((_, rotator) -> rotator.without(variables));
  }

  BadInput flags(String... arguments) {
    return new BadInput(
        name, slips, List.of(arguments), exitCode, reason, words, secrets, left, waits);
  }

  BadInput ends(int code, String because) {
    return new BadInput(name, slips, flags, code, because, words, secrets, left, waits);
  }

  BadInput says(String... said) {
    return new BadInput(
        name, slips, flags, exitCode, reason, plus(words, List.of(said)), secrets, left, waits);
  }

  BadInput hides(String... texts) {
    return new BadInput(
        name, slips, flags, exitCode, reason, words, plus(secrets, List.of(texts)), left, waits);
  }

  BadInput leaves(Left behind) {
    return new BadInput(name, slips, flags, exitCode, reason, words, secrets, behind, waits);
  }

  BadInput waiting() {
    return new BadInput(name, slips, flags, exitCode, reason, words, secrets, left, true);
  }

  private static <T> List<T> plus(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return name;
  }
}
