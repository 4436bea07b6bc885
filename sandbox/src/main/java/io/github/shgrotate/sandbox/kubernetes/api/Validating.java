package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure.Cause;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules a whole object must obey, and those of changing one into another, with the real API's
/// words.
final class Validating {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern IS_LABEL = Pattern.compile(LABEL);
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern IS_CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern IS_QUALIFIED_NAME =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern IS_LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;
  private static final int DATA_LIMIT = 1024 * 1024;
  private static final String IMMUTABLE = "field is immutable";
  private static final String LOCKED = "field is immutable when `immutable` is set";
  private static final Set<String> PATH_NAMED =
      Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final Set<String> WITH_TEMPLATE =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");
  private static final Set<String> CHANGEABLE_IN_STATEFUL_SETS =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private Validating() {}

  static void check(ResourceType type, ObjectNode object) {
    List<Cause> causes = new ArrayList<>();
    metadata(type, object, causes);
    if (type.equals(ResourceTypes.SECRET) || type.equals(ResourceTypes.CONFIG_MAP)) {
      data(object, causes);
    }
    if (WITH_TEMPLATE.contains(type.kind())) {
      workload(object.path("spec"), causes);
    }
    if (type.equals(ResourceTypes.POD)) {
      containers(object.path("spec"), "spec", causes);
    }
    throwAny(type, object, causes);
  }

  static void checkChange(ResourceType type, ObjectNode before, ObjectNode after) {
    List<Cause> causes = new ArrayList<>();
    JsonNode oldSpec = before.path("spec");
    JsonNode newSpec = after.path("spec");
    switch (type.kind()) {
      case "Secret" -> {
        if (!before.path("type").equals(after.path("type"))) {
          causes.add(Cause.invalid("type", after.path("type").asText(), IMMUTABLE));
        }
        lockedData(before, after, causes);
      }
      case "ConfigMap" -> lockedData(before, after, causes);
      case "Deployment", "DaemonSet", "ReplicaSet" -> {
        if (!Trees.same(oldSpec.path("selector"), newSpec.path("selector"))) {
          causes.add(
              new Cause(
                  "FieldValueInvalid",
                  "spec.selector",
                  "Invalid value: " + newSpec.path("selector") + ": " + IMMUTABLE));
        }
      }
      case "StatefulSet" -> {
        if (!Trees.same(
            without(oldSpec, CHANGEABLE_IN_STATEFUL_SETS),
            without(newSpec, CHANGEABLE_IN_STATEFUL_SETS))) {
          causes.add(
              Cause.forbidden(
                  "spec",
                  "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                      + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                      + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                      + " forbidden"));
        }
      }
      case "Pod" -> {
        if (!Trees.same(fixedPartOfPod(oldSpec), fixedPartOfPod(newSpec))) {
          causes.add(
              Cause.forbidden(
                  "spec",
                  "pod updates may not change fields other than `spec.containers[*].image`,"
                      + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                      + "`spec.tolerations` (only additions to existing tolerations),"
                      + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
                      + " previously negative)"));
        }
      }
      case "RoleBinding", "ClusterRoleBinding" -> {
        if (!before.path("roleRef").equals(after.path("roleRef"))) {
          causes.add(
              new Cause(
                  "FieldValueInvalid",
                  "roleRef",
                  "Invalid value: " + after.path("roleRef") + ": cannot change roleRef"));
        }
      }
      default -> {}
    }
    throwAny(type, after, causes);
  }

  private static void throwAny(ResourceType type, ObjectNode object, List<Cause> causes) {
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(type, Trees.name(object), causes);
    }
  }

  private static void metadata(ResourceType type, ObjectNode object, List<Cause> causes) {
    String name = Trees.name(object);
    if (name.isEmpty()) {
      causes.add(Cause.required("metadata.name", "name or generateName is required"));
    } else if (PATH_NAMED.contains(type.kind())) {
      if (name.contains("/") || name.contains("%") || name.equals(".") || name.equals("..")) {
        causes.add(Cause.invalid("metadata.name", name, "may not contain '/'"));
      }
    } else if (type.equals(ResourceTypes.NAMESPACE)) {
      if (!IS_LABEL.matcher(name).matches()) {
        causes.add(
            Cause.invalid(
                "metadata.name",
                name,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                    + " '-', and must start and end with an alphanumeric character (e.g."
                    + " 'my-name',  or '123-abc', regex used for validation is '"
                    + LABEL
                    + "')"));
      }
    } else if (!IS_SUBDOMAIN.matcher(name).matches()) {
      causes.add(
          Cause.invalid(
              "metadata.name",
              name,
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                  + " 'example.com', regex used for validation is '"
                  + SUBDOMAIN
                  + "')"));
    } else if (name.length() > 253) {
      causes.add(Cause.invalid("metadata.name", name, "must be no more than 253 bytes"));
    }
    labels(Trees.labels(object), "metadata.labels", causes);
    annotations(Trees.strings(object.path("metadata").path("annotations")), "metadata", causes);
  }

  private static void labels(Map<String, String> labels, String at, List<Cause> causes) {
    labels.forEach(
        (key, value) -> {
          qualifiedName(key, at, causes);
          if (!IS_LABEL_VALUE.matcher(value).matches()) {
            causes.add(
                Cause.invalid(
                    at,
                    value,
                    "a valid label must be an empty string or consist of alphanumeric characters,"
                        + " '-', '_' or '.', and must start and end with an alphanumeric character"
                        + " (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for"
                        + " validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
          } else if (value.length() > 63) {
            causes.add(Cause.invalid(at, value, "must be no more than 63 bytes"));
          }
        });
  }

  private static void annotations(Map<String, String> map, String parent, List<Cause> causes) {
    String at = parent + ".annotations";
    int size = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      qualifiedName(entry.getKey(), at, causes);
      size += bytes(entry.getKey()) + bytes(entry.getValue());
    }
    if (size > ANNOTATIONS_LIMIT) {
      causes.add(
          new Cause(
              "FieldValueTooLong",
              at,
              "Too long: may not be more than " + ANNOTATIONS_LIMIT + " bytes"));
    }
  }

  private static void qualifiedName(String key, String at, List<Cause> causes) {
    String[] parts = key.split("/", -1);
    String name = parts[parts.length - 1];
    boolean prefixFits = parts.length == 1 || IS_SUBDOMAIN.matcher(parts[0]).matches();
    if (parts.length > 2
        || !prefixFits
        || name.length() > 63
        || !IS_QUALIFIED_NAME.matcher(name).matches()) {
      causes.add(
          Cause.invalid(
              at,
              key,
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                  + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
                  + " '123-abc', regex used for validation is"
                  + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"));
    }
  }

  private static void data(ObjectNode object, List<Cause> causes) {
    int size = 0;
    for (String field : List.of("data", "binaryData")) {
      for (Map.Entry<String, JsonNode> entry : object.path(field).properties()) {
        size += bytes(entry.getValue().asText());
        if (!IS_CONFIG_KEY.matcher(entry.getKey()).matches()) {
          causes.add(
              Cause.invalid(
                  field + "[" + entry.getKey() + "]",
                  entry.getKey(),
                  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
                      + " (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for"
                      + " validation is '[-._a-zA-Z0-9]+')"));
        }
      }
    }
    // Base64 makes four bytes of three.
    int decoded = object.path("kind").asText().equals("Secret") ? size / 4 * 3 : size;
    if (decoded > DATA_LIMIT) {
      causes.add(
          new Cause(
              "FieldValueTooLong",
              "data",
              "Too long: may not be more than " + DATA_LIMIT + " bytes"));
    }
  }

  private static void lockedData(ObjectNode before, ObjectNode after, List<Cause> causes) {
    if (!before.path("immutable").asBoolean()) {
      return;
    }
    if (!after.path("immutable").asBoolean()) {
      causes.add(Cause.forbidden("immutable", LOCKED));
    }
    for (String field : List.of("data", "binaryData")) {
      if (!before.path(field).equals(after.path(field))) {
        causes.add(Cause.forbidden(field, LOCKED));
      }
    }
  }

  private static void workload(JsonNode spec, List<Cause> causes) {
    JsonNode selector = spec.path("selector");
    if (selector.isMissingNode()) {
      causes.add(Cause.required("spec.selector", ""));
    }
    if (spec.path("replicas").asInt() < 0) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "spec.replicas",
              "Invalid value: "
                  + spec.path("replicas").asInt()
                  + ": must be greater than or equal to 0"));
    }
    Map<String, String> labels = Trees.labels(spec.path("template"));
    JsonNode shown = spec.path("template").path("metadata").path("labels");
    // No selector, or an empty one, selects nothing here.
    if (selector.isEmpty() || !LabelSelector.ofManifest(selector).matches(labels)) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "spec.template.metadata.labels",
              "Invalid value: "
                  + (shown.isMissingNode() ? "null" : shown)
                  + ": `selector` does not match template `labels`"));
    }
    labels(labels, "spec.template.labels", causes);
    annotations(
        Trees.strings(spec.path("template").path("metadata").path("annotations")),
        "spec.template",
        causes);
    containers(spec.path("template").path("spec"), "spec.template.spec", causes);
  }

  private static void containers(JsonNode podSpec, String at, List<Cause> causes) {
    List<JsonNode> containers = Trees.items(podSpec.path("containers"));
    if (containers.isEmpty()) {
      causes.add(Cause.required(at + ".containers", ""));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      String here = at + ".containers[" + i + "]";
      String name = containers.get(i).path("name").asText();
      if (name.isEmpty()) {
        causes.add(Cause.required(here + ".name", ""));
      } else if (!names.add(name)) {
        causes.add(
            new Cause("FieldValueDuplicate", here + ".name", "Duplicate value: \"" + name + "\""));
      }
      if (containers.get(i).path("image").asText().isEmpty()) {
        causes.add(Cause.required(here + ".image", ""));
      }
    }
  }

  private static JsonNode without(JsonNode spec, Set<String> fields) {
    JsonNode copy = spec.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(fields);
    }
    return copy;
  }

  private static JsonNode fixedPartOfPod(JsonNode spec) {
    JsonNode copy =
        without(
            spec,
            Set.of(
                "activeDeadlineSeconds",
                "tolerations",
                "terminationGracePeriodSeconds",
                // Binding goes its own way, through this path too.
                "nodeName"));
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : copy.path(list)) {
        if (container instanceof ObjectNode object) {
          object.remove("image");
        }
      }
    }
    return copy;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
