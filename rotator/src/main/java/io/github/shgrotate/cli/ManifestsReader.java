package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.Installation;
import io.github.shgrotate.manifests.Minute;
import io.github.shgrotate.manifests.Part;
import io.github.shgrotate.manifests.PodSignIn;
import io.github.shgrotate.manifests.Sample;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Checks what was given for an installation. What a rotation is to be is read by its own reader,
/// so that nothing is printed that would be refused in the pod.
final class ManifestsReader extends OptionReader {
  static final String DEFAULT_NAME = "apim-shg-rotate";
  static final String DEFAULT_IMAGE = Sample.IMAGE.value();

  /// Kubernetes' limit for a CronJob: its Jobs' names are eleven characters longer.
  private static final int LONGEST_NAME = 52;

  /// In bytes; a ConfigMap holds no more.
  private static final int LONGEST_FILE = 1024 * 1024;

  /// In bytes; kubectl's copy of what it has applied is an annotation, and all of an object's hold
  /// 256 KiB.
  private static final int LONGEST_TO_APPLY = 200 * 1024;

  private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/@-]{0,500}");
  private static final Pattern SCHEDULE =
      Pattern.compile("[-0-9*/,?A-Za-z]+( [-0-9*/,?A-Za-z]+){4}|@[a-z]+");

  private final Surroundings surroundings;
  private final Set<Sample> samples = EnumSet.noneOf(Sample.class);
  private final List<String> notices = new ArrayList<>();

  /// What is to be rotated, as the rotation's own reader understands it.
  ///
  /// @param file the text of the file of gateways
  private record Work(
      Access access, List<RotationRequest> rotations, Optional<String> file, Duration attempt) {}

  private ManifestsReader(Given given, Surroundings surroundings) {
    super(given);
    this.surroundings = surroundings;
  }

  static Checked<ManifestsSettings> read(Given given, Surroundings surroundings) {
    return new ManifestsReader(given, surroundings).readAll();
  }

  private Checked<ManifestsSettings> readAll() {
    boolean isFile = given.text(Option.FILE).isPresent();
    environment();
    if (isSet(ManifestsOption.SAMPLE)) {
      if (isFile) {
        mistakes.add("--sample: a file of gateways leaves nothing open");
      }
      fill(ManifestsOption.NAMESPACE, Sample.NAMESPACE);
      fill(Option.SUBSCRIPTION_ID, Sample.SUBSCRIPTION_ID);
      fill(Option.RESOURCE_GROUP, Sample.RESOURCE_GROUP);
      fill(Option.APIM_INSTANCE, Sample.APIM_INSTANCE);
      fill(Option.APIM_GATEWAY, Sample.APIM_GATEWAY);
      fill(Option.TOKEN_SECRET, Sample.TOKEN_SECRET);
      fill(Option.K8S_OBJECT, Sample.K8S_OBJECT);
    }
    String name = name();
    String account = named(ManifestsOption.SERVICE_ACCOUNT, Names::object);
    String image = image();
    String schedule = schedule();
    String namespace = named(ManifestsOption.NAMESPACE, Names::namespace);
    Part part = part();
    if (given.text(Option.CLIENT_SECRET).isPresent()) {
      notices.add(
          "the client secret is not printed: the CronJob takes it from a Secret, and how to make"
              + " that stands beside it");
    }
    PodSignIn signIn = new PodSignInReader(given, mistakes, samples).read();
    if (!isFile) {
      asInAFile();
    }
    Optional<Work> work = isFile ? ofFile() : ofOptions();
    if (work.isEmpty() || !mistakes.isEmpty()) {
      return new Checked.Bad<>(List.copyOf(new LinkedHashSet<>(mistakes)));
    }
    ContainerSettings container = new ContainerSettings(given);
    Installation installation =
        new Installation(
            name,
            namespace.isEmpty() ? namespace(work.get()) : namespace,
            account.isEmpty() ? name : account,
            image,
            schedule.isEmpty() ? Minute.schedule(work.get().rotations()) : schedule,
            signIn,
            work.get().rotations(),
            container.variables(),
            container.arguments(),
            work.get().file(),
            given.text(Option.CA_FILE),
            work.get().attempt(),
            ports(work.get()),
            samples);
    if (part == Part.ALL || part == Part.CRON_JOB) {
      ofTheCronJob(installation);
    }
    return checked(new ManifestsSettings(installation, part, notices));
  }

  /// What this machine's environment says is meant for the pod only where somebody may have meant
  /// it so, and then it is told.
  private void environment() {
    if (given.text(Option.CA_FILE).isPresent() && !given.isFlag(Option.CA_FILE)) {
      given.forget(Option.CA_FILE);
      notices.add(
          "%s is of this machine and left out; roots that the pod needs are given with %s"
              .formatted(Option.CA_FILE.variables().getFirst(), Option.CA_FILE.flags().getLast()));
    }
    List<String> taken =
        ManifestsOption.table().stream()
            .filter(option -> given.text(option).isPresent() && !given.isFlag(option))
            .flatMap(option -> option.variables().stream().filter(this::isSetHere).limit(1))
            .toList();
    if (!taken.isEmpty()) {
      notices.add("taken from the environment: " + String.join(", ", taken));
    }
  }

  private boolean isSetHere(String variable) {
    return !surroundings.environment().getOrDefault(variable, "").isEmpty();
  }

  /// What its user has to do besides applying it.
  private void ofTheCronJob(Installation installation) {
    if (given.text(ManifestsOption.IMAGE).isEmpty() && !isSet(ManifestsOption.SAMPLE)) {
      notices.add(
          "no %s is given: %s names no registry, so only a node that has it already can start it"
              .formatted(ManifestsOption.IMAGE.flags().getLast(), installation.image()));
    }
    if (installation.roots().isPresent()) {
      notices.add(
          "no pod starts before the ConfigMap %s-roots is made; how stands beside its volume"
              .formatted(installation.name()));
    }
    int length =
        installation.file().map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (length > LONGEST_FILE) {
      mistakes.add(
          "%s: with %d KiB it is too large for a ConfigMap (1 MiB); make several CronJobs of it,"
                  .formatted(Option.FILE.named(), length / 1024)
              + " each with a "
              + ManifestsOption.NAME.flags().getLast());
    } else if (length > LONGEST_TO_APPLY) {
      notices.add(
          "the file has %d KiB, more than kubectl apply may note down: kubectl apply --server-side"
              .formatted(length / 1024));
    }
  }

  private void fill(CommandOption option, Sample sample) {
    if (given.text(option).isEmpty()) {
      given.flag(option, List.of(sample.value()));
      samples.add(sample);
    }
  }

  /// What is not said is as in a document of a file, and not as for a command that somebody types:
  /// a CronJob that renews at every run restarts the gateway every night.
  private void asInAFile() {
    whereNotGiven(Option.TOKEN_KEY, "rotate");
    whereNotGiven(Option.ROLLOUT_TIMEOUT, "10m");
    Optional<Duration> lifetime = given.text(Option.TOKEN_LIFETIME).flatMap(Durations::parse);
    if (given.text(Option.RENEW_BEFORE).isEmpty()
        && lifetime.filter(it -> it.compareTo(Duration.ofDays(10)) <= 0).isPresent()) {
      mistakes.add(
          "not given: %s; its default, 10d, is not less than the token's lifetime"
              .formatted(Option.RENEW_BEFORE.named()));
    } else {
      whereNotGiven(Option.RENEW_BEFORE, "10d");
    }
  }

  private void whereNotGiven(Option option, String value) {
    if (given.text(option).isEmpty()) {
      given.flag(option, List.of(value));
    }
  }

  private Optional<Work> ofOptions() {
    given.flag(Option.NAMESPACE, given.text(ManifestsOption.NAMESPACE).stream().toList());
    if (given.text(Option.CONCURRENCY).isPresent()) {
      mistakes.add(
          "%s: says nothing without %s".formatted(Option.CONCURRENCY.named(), Option.FILE.named()));
    }
    return switch (SettingsReader.read(given, surroundings)) {
      case Checked.Good<Settings>(Settings settings) ->
          Optional.of(
              new Work(
                  settings.access(),
                  List.of(settings.request()),
                  Optional.empty(),
                  Attempt.of(settings.request(), settings.rolloutTimeout())));
      case Checked.Bad<Settings>(var sentences) -> {
        mistakes.addAll(sentences);
        yield Optional.empty();
      }
    };
  }

  private Optional<Work> ofFile() {
    return switch (FleetReader.read(given, surroundings)) {
      case FleetReader.Read.Good(FleetSettings settings, String text) ->
          Optional.of(
              new Work(
                  settings.access(),
                  settings.all().stream().map(Wanted::request).toList(),
                  Optional.of(text),
                  Attempt.of(settings)));
      case FleetReader.Read.Bad(var failure, _) -> {
        failure.why().lines().forEach(mistakes::add);
        yield Optional.empty();
      }
    };
  }

  private String name() {
    String name =
        named(
            ManifestsOption.NAME,
            text ->
                text.length() > LONGEST_NAME
                    ? Optional.of("longer than %d characters".formatted(LONGEST_NAME))
                    : Names.namespace(text)
                        .map(
                            _ ->
                                "\"%s\" is no name (lower-case letters, digits and -)"
                                    .formatted(text)));
    return name.isEmpty() ? DEFAULT_NAME : name;
  }

  private String image() {
    String image = named(ManifestsOption.IMAGE, text -> unless(IMAGE, text, "is no image"));
    if (image.isEmpty()) {
      samples.add(Sample.IMAGE);
    }
    return image.isEmpty() ? DEFAULT_IMAGE : image;
  }

  private Part part() {
    String word = word(ManifestsOption.ONLY, Part.ALL.word());
    return Arrays.stream(Part.values())
        .filter(part -> part.word().equals(word))
        .findFirst()
        .orElse(Part.ALL);
  }

  /// Empty where it is not given.
  private String schedule() {
    return named(
        ManifestsOption.SCHEDULE,
        text -> unless(SCHEDULE, text, "is no schedule of cron, such as \"17 3 * * *\""));
  }

  /// Where the CronJob of a file is, if nothing else is said: with its gateways.
  private String namespace(Work work) {
    List<String> all =
        work.rotations().stream().map(RotationRequest::namespace).distinct().toList();
    if (all.size() > 1) {
      mistakes.add(
          "not given: %s, where the CronJob is to be: the gateways are in %d namespaces"
              .formatted(ManifestsOption.NAMESPACE.named(), all.size()));
    }
    return all.getFirst();
  }

  private static Optional<String> unless(Pattern rule, String text, String wrong) {
    return rule.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("\"%s\" %s".formatted(text, wrong));
  }

  private static SortedSet<Integer> ports(Work work) {
    SortedSet<Integer> ports = new TreeSet<>();
    work.access().armEndpoint().ifPresent(each -> ports.add(port(each)));
    work.access().authorityHost().ifPresent(each -> ports.add(port(each)));
    for (RotationRequest rotation : work.rotations()) {
      rotation
          .proof()
          .probeUrl()
          .map(url -> URI.create(url.replace(ProofPolicy.POD_IP, "192.0.2.1")))
          .ifPresent(each -> ports.add(port(each)));
    }
    return ports;
  }

  private static int port(URI address) {
    if (address.getPort() > 0) {
      return address.getPort();
    }
    return "http".equals(address.getScheme()) ? 80 : 443;
  }
}
