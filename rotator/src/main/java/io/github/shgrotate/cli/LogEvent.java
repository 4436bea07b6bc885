package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;

/// What a line of the JSON log is about, beside the deeds of a rotation, which have the codes of
/// [Deed.Kind].
enum LogEvent {
  ROLLOUT_AWAITED("RolloutAwaited", "how far a rollout is, whenever that changes"),
  STEP_PLANNED("StepPlanned", "a step that is owed, at the beginning of a run or in a plan"),
  WORKLOAD_STUCK("WorkloadStuck", "what nobody here can do (plan, --dry-run)"),
  ROTATION_ENDED("RotationEnded", "the run has done what it was asked to"),
  FLEET_ENDED("FleetEnded", "what came of all gateways of a file"),
  FLEET_STOPPED("FleetStopped", "the process was told to end; run again"),
  FLEET_CUT_SHORT("FleetCutShort", "the others were not begun, as they would have met the same"),
  PROGRESS("Progress", "how many gateways of a file are done"),
  NOTICE("Notice", "something that somebody may want to change"),
  DEBUG("Debug", "a request or a decision (--debug)");

  private final String code;
  private final String meaning;

  LogEvent(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  String code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
