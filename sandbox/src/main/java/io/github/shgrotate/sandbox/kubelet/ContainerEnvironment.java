package io.github.shgrotate.sandbox.kubelet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The environment a container was started with. Holds secrets, so it prints names only.
public final class ContainerEnvironment {
  private final Map<String, String> variables;

  public ContainerEnvironment(Map<String, String> variables) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /// All of it, for starting a real process.
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public String toString() {
    return "ContainerEnvironment" + variables.keySet();
  }
}
