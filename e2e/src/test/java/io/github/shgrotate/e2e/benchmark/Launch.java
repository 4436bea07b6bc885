package io.github.shgrotate.e2e.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program to be started.
///
/// @param command the program by its path, and its arguments
/// @param environment all of it
record Launch(List<String> command, Map<String, String> environment) {
  Launch with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Launch(command, all);
  }
}
