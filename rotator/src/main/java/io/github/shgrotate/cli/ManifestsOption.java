package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The options that only `manifests` has, or that mean something of their own there.
@SuppressWarnings("ImmutableEnumChecker") // a row holds copies
enum ManifestsOption implements CommandOption {
  NAMESPACE(
      Row.of(OptionGroup.TARGET, "-n", "--namespace")
          .orVariable("NAMESPACE")
          .value("NAME")
          .means(
              "of the Secret, the workload and the CronJob",
              "with --file of the CronJob only, by default the documents' if they have one")),
  IMAGE(
      Row.of(OptionGroup.INSTALLATION, "--image")
          .value("IMAGE")
          .means("the image, with its registry", "default " + ManifestsReader.DEFAULT_IMAGE)),
  NAME(
      Row.of(OptionGroup.INSTALLATION, "--name")
          .value("NAME")
          .means(
              "of every object",
              "default "
                  + ManifestsReader.DEFAULT_NAME
                  + "; a second CronJob in a namespace needs another")),
  SERVICE_ACCOUNT(
      Row.of(OptionGroup.INSTALLATION, "--service-account")
          .value("NAME")
          .means("the account that the CronJob runs as", "default: as --name")),
  SCHEDULE(
      Row.of(OptionGroup.INSTALLATION, "--schedule")
          .value("CRON")
          .means(
              "when it runs, in UTC", "default: once a night, in a minute of the gateway's own")),
  ONLY(
      Row.of(OptionGroup.OUTPUT, "--only")
          .oneOf("PART", Arrays.stream(Part.values()).map(Part::word).toList())
          .means(
              "one part of it",
              "all (default), rbac, networkpolicy or cronjob as YAML, azure-role as JSON")),
  SAMPLE(
      Row.of(OptionGroup.OUTPUT, "--sample")
          .means("with values to be replaced, marked \"<-\"", "wherever an option is not given"));

  /// Of a rotation's options those that say nothing about one in a pod.
  private static final Set<Option> NOT_IN_A_POD =
      Set.of(
          Option.NAMESPACE, // has a meaning of its own here
          Option.DRY_RUN,
          Option.KUBECONFIG,
          Option.CONTEXT,
          Option.FEDERATED_TOKEN_FILE);

  private final Row row;

  ManifestsOption(Row row) {
    this.row = row;
  }

  @Override
  public Row row() {
    return row;
  }

  /// These, and those of a rotation.
  static List<CommandOption> table() {
    List<CommandOption> table = new ArrayList<>(List.of(values()));
    Arrays.stream(Option.values()).filter(it -> !NOT_IN_A_POD.contains(it)).forEach(table::add);
    return table;
  }
}
