package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Checks what was given for a rotation.
final class SettingsReader extends OptionReader {
  /// How the client of the configuration API words a refusal, as seen in a gateway's log.
  static final String REFUSED = "StatusCode: (Unauthorized|Forbidden)";

  static final Duration DEFAULT_ROLLOUT_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(10);
  static final String DEFAULT_ARM_API_VERSION = "2024-05-01";

  private static final List<Option> REQUIRED =
      List.of(
          Option.SUBSCRIPTION_ID,
          Option.RESOURCE_GROUP,
          Option.APIM_INSTANCE,
          Option.APIM_GATEWAY,
          Option.NAMESPACE,
          Option.TOKEN_SECRET);

  private final Surroundings surroundings;

  private SettingsReader(Given given, Surroundings surroundings) {
    super(given);
    this.surroundings = surroundings;
  }

  static Checked<Settings> read(Given given, Surroundings surroundings) {
    return new SettingsReader(given, surroundings).readAll();
  }

  /// What the options say of all gateways of a file alike.
  ///
  /// @param mistakes empty when all is right
  record Shared(
      Access access,
      GatewayTokenReader.Alike alike,
      boolean dryRun,
      Formats formats,
      List<String> mistakes) {}

  static Shared shared(Given given, Surroundings surroundings) {
    SettingsReader reader = new SettingsReader(given, surroundings);
    Access access = reader.access();
    GatewayTokenReader.Alike alike =
        new GatewayTokenReader.Alike(
            !reader.isSet(Option.NO_WAIT), reader.proof(), reader.isSet(Option.STRICT_OWNERSHIP));
    boolean dryRun = reader.isSet(Option.DRY_RUN);
    return new Shared(access, alike, dryRun, Formats.read(reader), List.copyOf(reader.mistakes));
  }

  private Checked<Settings> readAll() {
    String missing =
        String.join(
            ", ",
            REQUIRED.stream()
                .filter(option -> given.text(option).isEmpty())
                .map(Option::named)
                .toList());
    if (!missing.isEmpty()) {
      mistakes.add("not given: " + missing);
    }
    RotationRequest request =
        new RotationRequest(
            new Gateway(
                named(Option.SUBSCRIPTION_ID, Names::subscription),
                named(Option.RESOURCE_GROUP, Names::resourceGroup),
                named(Option.APIM_INSTANCE, Names::apimService),
                named(Option.APIM_GATEWAY, Names::gateway)),
            named(Option.NAMESPACE, Names::namespace),
            named(Option.TOKEN_SECRET, Names::object),
            given.text(Option.SECRET_KEY).map(_ -> named(Option.SECRET_KEY, Names::dataKey)),
            workloads(),
            policy(),
            !isSet(Option.NO_WAIT),
            proof(),
            isSet(Option.STRICT_OWNERSHIP));
    if (request.policy().revokeOldKey()) {
      revocation(request);
    }
    Settings settings =
        new Settings(
            request,
            access(),
            duration(Option.ROLLOUT_TIMEOUT).orElse(DEFAULT_ROLLOUT_TIMEOUT),
            isSet(Option.DRY_RUN),
            Formats.read(this));
    return checked(settings);
  }

  private Access access() {
    check(Option.TENANT, Names::tenant);
    check(Option.CLIENT_ID, Names::clientId);
    return new Access(
        signIn(),
        word(Option.AZURE_CLOUD, "public"),
        url(Option.ARM_ENDPOINT),
        given.text(Option.ARM_AUDIENCE),
        url(Option.AUTHORITY_HOST),
        apiVersion(),
        path(Option.CA_FILE),
        given.text(Option.KUBECONFIG),
        given.text(Option.CONTEXT),
        isSet(Option.DEBUG));
  }

  private ProofPolicy proof() {
    return new ProofReader(given, mistakes::add)
        .read(duration(Option.HOLD), isSet(Option.CHECK_LOGS), isSet(Option.PROVE_SIGNATURE));
  }

  private void revocation(RotationRequest request) {
    if (request.policy().key() == KeyPolicy.LAST) {
      mistakes.add(
          "%s: with %s last the token stays on its key; give rotate"
              .formatted(Option.REVOKE_OLD_KEY.named(), Option.TOKEN_KEY.named()));
    }
    if (!request.awaitRollout()) {
      mistakes.add(
          "%s: a key is revoked only when the pods are proven; leave %s out"
              .formatted(Option.REVOKE_OLD_KEY.named(), Option.NO_WAIT.named()));
    }
    if (request.workloads().isEmpty()) {
      mistakes.add(
          "%s: a key is revoked only when the pods are proven; name their workload with %s"
              .formatted(Option.REVOKE_OLD_KEY.named(), Option.K8S_OBJECT.named()));
    }
  }

  private List<WorkloadRef> workloads() {
    Set<WorkloadRef> all = new LinkedHashSet<>();
    for (String text : given.texts(Option.K8S_OBJECT)) {
      int slash = text.indexOf('/');
      Optional<WorkloadKind> kind =
          slash < 0 ? Optional.empty() : WorkloadKind.of(text.substring(0, slash));
      if (kind.isEmpty()) {
        mistakes.add(
            "%s: \"%s\" is not deployment/NAME, statefulset/NAME or daemonset/NAME"
                .formatted(Option.K8S_OBJECT.named(), text));
        continue;
      }
      String name = text.substring(slash + 1);
      Names.object(name).ifPresent(wrong -> mistakes.add(Option.K8S_OBJECT.named() + ": " + wrong));
      all.add(new WorkloadRef(kind.get(), name));
    }
    return List.copyOf(all);
  }

  private RenewalPolicy policy() {
    Duration lifetime = duration(Option.TOKEN_LIFETIME).orElse(RenewalPolicy.DEFAULT_LIFETIME);
    lifetimeMistake(lifetime)
        .ifPresent(why -> mistakes.add(Option.TOKEN_LIFETIME.named() + ": " + why));
    Optional<Duration> renewBefore = duration(Option.RENEW_BEFORE);
    if (renewBefore.filter(margin -> margin.compareTo(lifetime) >= 0).isPresent()) {
      mistakes.add(
          "%s: must be less than the token's lifetime, or every run would renew"
              .formatted(Option.RENEW_BEFORE.named()));
    }
    return new RenewalPolicy(
        KeyPolicy.valueOf(word(Option.TOKEN_KEY, "last").toUpperCase(Locale.ROOT)),
        lifetime,
        renewBefore,
        isSet(Option.REVOKE_OLD_KEY));
  }

  /// What is wrong with the length of a token's life, if anything is.
  static Optional<String> lifetimeMistake(Duration lifetime) {
    if (lifetime.compareTo(RenewalPolicy.LONGEST_LIFETIME) > 0) {
      return Optional.of("Azure allows 30 days at most (29 leave room for clocks that differ)");
    }
    return lifetime.compareTo(SHORTEST_LIFETIME) < 0
        ? Optional.of("less than 10m cannot be used up")
        : Optional.empty();
  }

  private String apiVersion() {
    String version = given.text(Option.ARM_API_VERSION).orElse(DEFAULT_ARM_API_VERSION);
    if (!version.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
      mistakes.add(
          "%s: \"%s\" is no api-version such as %s"
              .formatted(Option.ARM_API_VERSION.named(), version, DEFAULT_ARM_API_VERSION));
    }
    return version;
  }

  private SignIn signIn() {
    Login asked = Login.of(word(Option.LOGIN_METHOD, "auto")).orElse(Login.AUTO);
    return switch (LoginChoice.of(asked, given, surroundings).login()) {
      case SERVICE_PRINCIPAL -> servicePrincipal();
      case WORKLOAD_IDENTITY ->
          new SignIn.WorkloadIdentity(
              needed(Option.TENANT, "workload-identity"),
              needed(Option.CLIENT_ID, "workload-identity"),
              path(Option.FEDERATED_TOKEN_FILE)
                  .orElseGet(
                      () -> Path.of(needed(Option.FEDERATED_TOKEN_FILE, "workload-identity"))));
      case IDENTITY, AUTO -> new SignIn.ManagedIdentity(given.text(Option.CLIENT_ID));
      case AZURE_CLI -> new SignIn.AzureCli(given.text(Option.TENANT));
    };
  }

  private SignIn servicePrincipal() {
    Optional<Path> file = path(Option.CLIENT_SECRET_FILE);
    Optional<String> secret = given.text(Option.CLIENT_SECRET);
    if (secret.isEmpty() && file.isEmpty()) {
      needed(Option.CLIENT_SECRET, "sp");
    }
    if (secret.isPresent() && file.isPresent()) {
      boolean fileIsFlag = given.isFlag(Option.CLIENT_SECRET_FILE);
      if (fileIsFlag == given.isFlag(Option.CLIENT_SECRET)) {
        mistakes.add(
            "%s and %s contradict each other: give one of them"
                .formatted(Option.CLIENT_SECRET.named(), Option.CLIENT_SECRET_FILE.named()));
      }
      // As always, the flag wins.
      secret = fileIsFlag ? Optional.empty() : secret;
    }
    return new SignIn.ServicePrincipal(
        needed(Option.TENANT, "sp"),
        needed(Option.CLIENT_ID, "sp"),
        secret.orElse(""),
        secret.isPresent() ? Optional.empty() : file,
        given.text(Option.CERTIFICATE_PASSWORD));
  }

  private String needed(Option option, String method) {
    Optional<String> text = given.text(option);
    if (text.isEmpty()) {
      mistakes.add("not given: %s, needed to sign in by %s".formatted(option.named(), method));
    }
    return text.orElse("");
  }
}
