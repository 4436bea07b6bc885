package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the flags and the environment say, as text; flags win, and an empty text is as good as
/// none, as in the script. A class and not a record: one of the texts may be a client secret.
final class Given {
  private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
  private final Set<Option> flags = EnumSet.noneOf(Option.class);
  private final List<String> mistakes = new ArrayList<>();

  /// Takes the environment; flags are added with [#flag].
  Given(Map<String, String> environment) {
    for (Option option : Option.values()) {
      for (String variable : option.variables()) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
          values.putIfAbsent(option, List.of(value));
        }
      }
    }
  }

  void flag(Option option, List<String> texts) {
    List<String> given = texts.stream().filter(text -> !text.isEmpty()).toList();
    if (!given.isEmpty()) {
      values.put(option, given);
      flags.add(option);
    }
  }

  void forget(Option option) {
    values.remove(option);
  }

  /// Whether it was given as a flag, and not in the environment.
  boolean isFlag(Option option) {
    return flags.contains(option);
  }

  void mistake(String sentence) {
    mistakes.add(sentence);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /// How often an option was given.
  int count(Option option) {
    return values.getOrDefault(option, List.of()).size();
  }

  /// The last text given for an option.
  Optional<String> text(Option option) {
    List<String> all = values.getOrDefault(option, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// Every text given for an option that may repeat or be comma-separated.
  List<String> texts(Option option) {
    List<String> all = new ArrayList<>();
    for (String text : values.getOrDefault(option, List.of())) {
      for (String part : text.split(",", -1)) {
        if (!part.isBlank()) {
          all.add(part.strip());
        }
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "Given" + values.keySet();
  }
}
