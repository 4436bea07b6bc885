package io.github.shgrotate.simulation.world;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A pod template. Two that are equal are one revision, as in Kubernetes: going back to a former
/// one finds the pods of then.
public record Template(String image, Map<String, String> annotations) {
  public static final String STAMP = "shgrotate.github.io/token-id";
  public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  public Template {
    annotations = Map.copyOf(annotations);
  }

  public Optional<String> stamp() {
    return Optional.ofNullable(annotations.get(STAMP));
  }

  public Template with(String annotation, String text) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.put(annotation, text);
    return new Template(image, all);
  }

  public Template without(String annotation) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.remove(annotation);
    return new Template(image, all);
  }

  public Template withImage(String other) {
    return new Template(other, annotations);
  }
}
