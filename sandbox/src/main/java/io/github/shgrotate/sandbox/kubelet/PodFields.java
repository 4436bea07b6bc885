package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a `fieldRef` may ask of a pod.
final class PodFields {
  private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

  private PodFields() {}

  /// All labels or annotations come as lines `name="value"`, as in a downward API volume.
  static String value(JsonNode pod, String path) {
    Matcher entry = ENTRY.matcher(path);
    if (entry.matches()) {
      return pod.path("metadata").path(entry.group(1)).path(entry.group(2)).asText();
    }
    JsonNode value = pod.at("/" + path.replace('.', '/'));
    return value.isObject() ? lines(value) : value.asText();
  }

  private static String lines(JsonNode entries) {
    Map<String, String> sorted = new TreeMap<>();
    entries.properties().forEach(each -> sorted.put(each.getKey(), each.getValue().toString()));
    return sorted.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("\n"));
  }
}
