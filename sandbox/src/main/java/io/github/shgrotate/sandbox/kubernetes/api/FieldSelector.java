package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which field values an object must have; the API supports a few fields of each kind only.
public record FieldSelector(List<Term> terms) {
  private static final Set<String> OF_ALL = Set.of("metadata.name", "metadata.namespace");
  private static final Set<String> OF_PODS =
      Set.of(
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.schedulerName",
          "spec.serviceAccountName",
          "status.phase",
          "status.podIP");
  private static final Set<String> OF_EVENTS =
      Set.of(
          "involvedObject.kind",
          "involvedObject.namespace",
          "involvedObject.name",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "involvedObject.resourceVersion",
          "involvedObject.fieldPath",
          "reason",
          "reportingComponent",
          "source",
          "type");

  record Term(String field, boolean equal, String value) {}

  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  public boolean matches(JsonNode object) {
    return terms.stream()
        .allMatch(term -> value(object, term.field()).equals(term.value()) == term.equal());
  }

  /// The one name this selects, when it does; authorisation by name of lists and watches needs it.
  public Optional<String> name() {
    return terms.stream()
        .filter(term -> term.equal() && term.field().equals("metadata.name"))
        .map(Term::value)
        .findFirst();
  }

  public static FieldSelector parse(String text, ResourceType type) {
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      boolean unequal = part.contains("!=");
      String[] sides = part.split(unequal ? "!=" : "==?", 2);
      if (sides.length != 2) {
        throw ApiFailure.badRequest("invalid selector: '%s'; can't understand it".formatted(part));
      }
      String field = sides[0].strip();
      if (!supported(field, type)) {
        throw ApiFailure.badRequest("field label not supported: " + field);
      }
      terms.add(new Term(field, !unequal, sides[1].strip()));
    }
    return new FieldSelector(List.copyOf(terms));
  }

  private static boolean supported(String field, ResourceType type) {
    return OF_ALL.contains(field)
        || (type.equals(ResourceTypes.POD) && OF_PODS.contains(field))
        || (type.equals(ResourceTypes.EVENT) && OF_EVENTS.contains(field))
        || (type.equals(ResourceTypes.SECRET) && field.equals("type"))
        || (type.equals(ResourceTypes.REPLICA_SET) && field.equals("status.replicas"))
        || (type.equals(ResourceTypes.JOB) && field.equals("status.successful"))
        || (type.equals(ResourceTypes.NODE) && field.equals("spec.unschedulable"))
        || (type.equals(ResourceTypes.NAMESPACE) && field.equals("status.phase"));
  }

  private static String value(JsonNode object, String field) {
    return object.at("/" + field.replace('.', '/')).asText();
  }
}
