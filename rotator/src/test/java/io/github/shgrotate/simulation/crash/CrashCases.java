package io.github.shgrotate.simulation.crash;

import io.github.shgrotate.simulation.Fault;
import io.github.shgrotate.simulation.Patience;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All cases of a beginning. Which requests there are is found by running it undisturbed and
/// counting.
public final class CrashCases {
  /// Those that leave something behind, for the cases in which two things go wrong.
  private static final Set<Fault> GRAVE =
      Set.of(
          Fault.LOST_AFTER,
          Fault.REFUSED_409,
          Fault.REFUSED_503,
          Fault.GARBAGE,
          Fault.KILLED_BEFORE,
          Fault.KILLED_AFTER,
          Fault.RIVAL_BEFORE);

  private CrashCases() {}

  /// One fault, at each request of the first run.
  public static List<CrashCase> single(Beginning beginning, Rotator rotator) {
    List<CrashCase> cases = new ArrayList<>();
    int requests = CrashCase.of(beginning, Patience.NONE).play(rotator).requests().getFirst();
    for (int request = 1; request <= requests; request++) {
      for (Fault fault : Fault.values()) {
        for (boolean on : fault.happensOnce() ? List.of(false) : List.of(false, true)) {
          for (Patience patience :
              fault.mayBeSentAgain() ? List.of(Patience.values()) : List.of(Patience.NONE)) {
            cases.add(CrashCase.of(beginning, patience, new Trouble(1, request, fault, on)));
          }
        }
      }
    }
    return cases;
  }

  /// A grave fault in the first run, and another in the run that comes to finish the work.
  static List<CrashCase> againWhileMending(Beginning beginning, Rotator rotator) {
    List<CrashCase> cases = new ArrayList<>();
    for (CrashCase first : single(beginning, rotator)) {
      Trouble trouble = first.troubles().getFirst();
      if (first.patience() == Patience.NONE && !trouble.on() && GRAVE.contains(trouble.fault())) {
        int requests = first.play(rotator).requests().get(1);
        for (int request = 1; request <= requests; request++) {
          for (Fault fault : GRAVE) {
            cases.add(
                CrashCase.of(
                    beginning, Patience.NONE, trouble, new Trouble(2, request, fault, false)));
          }
        }
      }
    }
    return cases;
  }

  /// Two grave faults in one run.
  static List<CrashCase> twice(Beginning beginning, Rotator rotator) {
    List<CrashCase> cases = new ArrayList<>();
    for (CrashCase first : single(beginning, rotator)) {
      Trouble trouble = first.troubles().getFirst();
      if (!trouble.on() && !trouble.fault().kills() && GRAVE.contains(trouble.fault())) {
        int requests = first.play(rotator).requests().getFirst();
        for (int request = trouble.request() + 1; request <= requests; request++) {
          for (Fault fault : GRAVE) {
            cases.add(
                CrashCase.of(
                    beginning, first.patience(), trouble, new Trouble(1, request, fault, false)));
          }
        }
      }
    }
    return cases;
  }
}
