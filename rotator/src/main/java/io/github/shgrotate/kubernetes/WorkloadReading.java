package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.Optional;

/// Reads a workload.
final class WorkloadReading {
  private WorkloadReading() {}

  /// The facts; empty when this is no workload as the API tells it.
  static Optional<WorkloadFacts> facts(WorkloadRef ref, JsonNode workload) {
    JsonNode metadata = workload.path("metadata");
    JsonNode spec = workload.path("spec");
    Optional<String> uid = Json.text(metadata, "uid");
    Optional<String> resourceVersion = Json.text(metadata, "resourceVersion");
    String selector = PodSelector.of(spec.path("selector"));
    // An empty selector would list every pod of the namespace.
    if (uid.isEmpty() || resourceVersion.isEmpty() || selector.isEmpty()) {
      return Optional.empty();
    }
    JsonNode template = spec.path("template");
    return Optional.of(
        new WorkloadFacts(
            ref,
            uid.get(),
            resourceVersion.get(),
            selector,
            Annotations.tokenId(template.path("metadata")),
            TokenSources.of(template),
            RolloutReading.of(ref.kind(), workload),
            Json.text(template.path("metadata").path("annotations"), Annotations.RESTARTED_AT),
            Notes.formerTemplate(metadata),
            History.of(metadata),
            Owners.ofWorkload(metadata)));
  }
}
