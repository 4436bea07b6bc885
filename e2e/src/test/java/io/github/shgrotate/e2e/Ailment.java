package io.github.shgrotate.e2e;

import java.util.ArrayList;
import java.util.List;

/// Something that is wrong with an installation, as data; and how `doctor` must tell it.
///
/// @param slips what is made wrong, in this order
/// @param check the stable word of the check that must find it
/// @param level how much that matters
/// @param exitCode how a rotation would end
/// @param words what the finding must hold
/// @param isMended whether its kubectl commands mend it
record Ailment(
    String name,
    List<BadInput.Slip> slips,
    String check,
    String level,
    int exitCode,
    List<String> words,
    boolean isMended) {
  static Ailment named(String name) {
    return new Ailment(name, List.of(), "", "", 0, List.of(), false);
  }

  Ailment given(BadInput.Slip slip) {
    List<BadInput.Slip> all = new ArrayList<>(slips);
    all.add(slip);
    return new Ailment(name, List.copyOf(all), check, level, exitCode, words, isMended);
  }

  Ailment where(BadInput.Change change) {
    return given(
        (world, rotator) -> {
          change.in(world);
          return rotator;
        });
  }

  Ailment with(String variable, String value) {
    return given((_, rotator) -> rotator.with(variable, value));
  }

  /// What must be found. An error decides the exit code, and nothing else does.
  Ailment error(String code, int exit, String... said) {
    return new Ailment(name, slips, code, "error", exit, List.of(said), isMended);
  }

  Ailment warning(String code, String... said) {
    return new Ailment(name, slips, code, "warning", 0, List.of(said), isMended);
  }

  Ailment note(String code, String... said) {
    return new Ailment(name, slips, code, "note", 0, List.of(said), isMended);
  }

  Ailment unknown(String code, String... said) {
    return new Ailment(name, slips, code, "unknown", 0, List.of(said), isMended);
  }

  Ailment mended() {
    return new Ailment(name, slips, check, level, exitCode, words, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
