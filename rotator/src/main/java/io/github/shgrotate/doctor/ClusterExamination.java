package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.RotationRequest;

/// Port to the cluster: looks at all that a rotation would use, and writes nothing. What fails is
/// part of the answer.
public interface ClusterExamination {
  ClusterFacts examine(RotationRequest request);
}
