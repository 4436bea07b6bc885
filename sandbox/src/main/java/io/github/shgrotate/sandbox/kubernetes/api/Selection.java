package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;

/// Which objects of a kind a list or watch is about.
///
/// @param namespace empty for all
public record Selection(String namespace, LabelSelector labels, FieldSelector fields) {
  public static Selection in(String namespace) {
    return new Selection(namespace, LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);
  }

  public boolean matches(JsonNode object) {
    return (namespace.isEmpty() || Trees.namespace(object).equals(namespace))
        && labels.matches(Trees.labels(object))
        && fields.matches(object);
  }
}
