package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the flags and the environment say, as text; flags win, and an empty text is as good as
/// none, as in the script. A class and not a record: one of the texts may be a client secret.
final class Given {
  private final Map<CommandOption, List<String>> values = new LinkedHashMap<>();
  private final Set<CommandOption> flags = new HashSet<>();
  private final List<String> mistakes = new ArrayList<>();

  /// Takes what the environment says of these options; flags are added with [#flag].
  Given(List<CommandOption> options, Map<String, String> environment) {
    for (CommandOption option : options) {
      for (String variable : option.variables()) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
          values.putIfAbsent(option, List.of(value));
        }
      }
    }
  }

  void flag(CommandOption option, List<String> texts) {
    List<String> given = texts.stream().filter(text -> !text.isEmpty()).toList();
    if (!given.isEmpty()) {
      values.put(option, given);
      flags.add(option);
    }
  }

  /// Whether it was given as a flag, and not in the environment alone.
  boolean isFlag(CommandOption option) {
    return flags.contains(option);
  }

  void forget(CommandOption option) {
    values.remove(option);
  }

  void mistake(String sentence) {
    mistakes.add(sentence);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /// How often an option was given.
  int count(CommandOption option) {
    return values.getOrDefault(option, List.of()).size();
  }

  /// The last text given for an option.
  Optional<String> text(CommandOption option) {
    List<String> all = values.getOrDefault(option, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// Every text given for an option that may repeat or be comma-separated.
  List<String> texts(CommandOption option) {
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
