package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Words;

/// What is looked at. Those that can be errors come first, in the order in which a rotation meets
/// them: of several errors the first decides how it would end.
public enum Check {
  CREDENTIAL(Section.AZURE),
  CLUSTER_REACHED(Section.KUBERNETES),
  SECRET_FOUND(Section.SECRET),
  WORKLOAD_FOUND(Section.WORKLOAD),
  TOKEN_SOURCE(Section.WORKLOAD),
  SECRET_FIT(Section.SECRET),
  SECRET_OWNER(Section.SECRET),
  SIGN_IN(Section.AZURE),
  GATEWAY_FOUND(Section.AZURE),
  AZURE_ACTIONS(Section.AZURE),
  CLUSTER_RIGHTS(Section.KUBERNETES),
  ROLLOUT(Section.WORKLOAD),
  STORED_TOKEN(Section.SECRET),
  WORKLOAD_OWNER(Section.WORKLOAD),
  UPDATE_STRATEGY(Section.WORKLOAD),
  REPLICAS(Section.WORKLOAD),
  READINESS(Section.WORKLOAD),
  SHUTDOWN(Section.WORKLOAD),
  DISRUPTION_BUDGET(Section.WORKLOAD),
  CONFIGURATION_BACKUP(Section.WORKLOAD),
  CLOCKS(Section.SURROUNDINGS),
  PROXIES(Section.SURROUNDINGS),
  NEEDED_AT_ALL(Section.NEED);

  /// What a check is about, in the order in which findings are told.
  public enum Section {
    KUBERNETES("Kubernetes"),
    SECRET("The Secret"),
    WORKLOAD("The gateway's workload"),
    AZURE("Azure"),
    SURROUNDINGS("Clocks and network"),
    NEED("Does it need this program?");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final Section section;

  Check(Section section) {
    this.section = section;
  }

  public Section section() {
    return section;
  }

  /// The stable code, in the form of Kubernetes' reasons: `SecretFound`.
  public String code() {
    return Words.code(this);
  }
}
