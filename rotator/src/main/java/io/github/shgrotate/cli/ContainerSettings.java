package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.Manifests;
import io.github.shgrotate.manifests.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What was given for a rotation, as a container is given it: in variables, and in arguments where
/// an option has none.
final class ContainerSettings {
  /// They are in the manifests in a form of their own, or say nothing in a pod.
  private static final Set<Option> ELSEWHERE =
      Set.of(
          Option.LOGIN_METHOD,
          Option.CLIENT_ID,
          Option.TENANT,
          Option.CA_FILE,
          Option.FILE,
          Option.DRY_RUN,
          Option.KUBECONFIG,
          Option.CONTEXT);

  private final Given given;

  ContainerSettings(Given given) {
    this.given = given;
  }

  List<Setting> variables() {
    List<Setting> all = new ArrayList<>();
    for (Option option : Option.values()) {
      if (isMeant(option) && !option.variables().isEmpty()) {
        all.add(new Setting(option.variables().getFirst(), value(option)));
      }
    }
    return all;
  }

  List<String> arguments() {
    List<String> all = new ArrayList<>();
    if (given.text(Option.FILE).isPresent()) {
      all.addAll(List.of(Command.ROTATE.word(), Option.FILE.flags().getLast(), Manifests.FILE));
    }
    for (Option option : Option.values()) {
      if (isMeant(option) && option.variables().isEmpty()) {
        all.addAll(List.of(option.flags().getLast(), value(option)));
      }
    }
    return all;
  }

  private boolean isMeant(Option option) {
    return !ELSEWHERE.contains(option) && given.text(option).isPresent();
  }

  private String value(Option option) {
    return option == Option.K8S_OBJECT
        ? String.join(",", given.texts(option))
        : given.text(option).orElseThrow();
  }
}
