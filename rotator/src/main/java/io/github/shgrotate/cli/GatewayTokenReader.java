package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads documents of kind GatewayToken; `docs/reference/gatewaytoken.schema.json` describes them.
/// Every mistake of every document is noted, with its place.
final class GatewayTokenReader {
  static final String API_VERSION = "shgrotate.github.io/v1alpha1";
  static final String KIND = "GatewayToken";

  static final List<String> ROOT = List.of("apiVersion", "kind", "metadata", "spec");
  static final List<String> METADATA = List.of("name", "namespace", "labels", "annotations");
  static final List<String> SPEC =
      List.of(
          "gateway",
          "secretRef",
          "workloads",
          "keyPolicy",
          "lifetime",
          "renewBefore",
          "rolloutTimeout",
          "revokeOldKey");
  static final List<String> GATEWAY =
      List.of("subscriptionId", "resourceGroup", "service", "name", "resourceId");
  static final List<String> SECRET_REF = List.of("name", "key");
  static final List<String> WORKLOAD = List.of("kind", "name");

  /// Above the 7 days at which Azure begins to warn.
  static final Duration DEFAULT_RENEW_BEFORE = Duration.ofDays(10);

  static final KeyPolicy DEFAULT_KEY_POLICY = KeyPolicy.ROTATE;

  private static final Pattern RESOURCE_ID =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.ApiManagement"
              + "/service/([^/]+)/gateways/([^/]+)",
          Pattern.CASE_INSENSITIVE);

  private final Alike alike;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();

  /// What is the same for all documents, as it was given on the command line.
  record Alike(boolean awaitRollout, ProofPolicy proof, boolean strictOwnership) {}

  /// What came of reading: the right ones, in order, and what is wrong with the others.
  record Reading(List<Wanted> wanted, List<String> mistakes) {}

  private GatewayTokenReader(Alike alike) {
    this.alike = alike;
  }

  static Reading read(String text, Alike alike) {
    GatewayTokenReader reader = new GatewayTokenReader(alike);
    List<YamlDocuments.Document> documents = YamlDocuments.of(text);
    if (documents.isEmpty()) {
      reader.mistakes.add("there is no document in it");
    }
    documents.forEach(reader::read);
    Repetitions.among(reader.wanted).forEach(reader.mistakes::add);
    return new Reading(List.copyOf(reader.wanted), List.copyOf(reader.mistakes));
  }

  /// How a place of the text is named to its writer.
  static String place(int document, int line) {
    return "document %d, line %d: ".formatted(document, line);
  }

  private void read(YamlDocuments.Document document) {
    switch (document) {
      case YamlDocuments.Document.Broken(int number, int line, String why) ->
          mistakes.add(place(number, line) + "this is no YAML: " + why);
      case YamlDocuments.Document.Whole whole -> {
        int before = mistakes.size();
        Fields fields =
            Fields.of(
                whole,
                ROOT,
                (_, line, sentence) -> mistakes.add(place(whole.number(), line) + sentence));
        if (isOurs(fields)) {
          Wanted one = wanted(whole, fields);
          if (mistakes.size() == before) {
            wanted.add(one);
          }
        }
      }
    }
  }

  /// Of another kind of document nothing else is right either, so nothing else is said.
  private static boolean isOurs(Fields fields) {
    String version = fields.needed("apiVersion", text -> only(API_VERSION, text));
    String kind = fields.needed("kind", text -> only(KIND, text));
    return version.equals(API_VERSION) && kind.equals(KIND);
  }

  private static Optional<String> only(String right, String text) {
    return text.equals(right)
        ? Optional.empty()
        : Optional.of("\"%s\" is not %s".formatted(text, right));
  }

  private Wanted wanted(YamlDocuments.Document.Whole document, Fields fields) {
    Fields metadata = fields.mapping("metadata", METADATA);
    Fields spec = fields.mapping("spec", SPEC);
    Fields secret = spec.mapping("secretRef", SECRET_REF);
    String name = metadata.needed("name", Names::object);
    String namespace = metadata.needed("namespace", Names::namespace);
    Gateway gateway = gateway(spec.mapping("gateway", GATEWAY));
    String secretName = secret.needed("name", Names::object);
    Optional<String> dataKey = secret.text("key", Names::dataKey);
    List<WorkloadRef> workloads = workloads(spec);
    RenewalPolicy policy = policy(spec);
    if (policy.revokeOldKey()) {
      revocation(spec, policy, workloads);
    }
    return new Wanted(
        document.number(),
        document.line(),
        name,
        new RotationRequest(
            gateway,
            namespace,
            secretName,
            dataKey,
            workloads,
            policy,
            alike.awaitRollout(),
            alike.proof(),
            alike.strictOwnership()),
        duration(spec, "rolloutTimeout").orElse(SettingsReader.DEFAULT_ROLLOUT_TIMEOUT));
  }

  private static Gateway gateway(Fields fields) {
    List<String> parts = GATEWAY.subList(0, 4);
    if (!fields.has("resourceId")) {
      return new Gateway(
          fields.needed(parts.get(0), Names::subscription),
          fields.needed(parts.get(1), Names::resourceGroup),
          fields.needed(parts.get(2), Names::apimService),
          fields.needed(parts.get(3), Names::gateway));
    }
    if (parts.stream().anyMatch(fields::has)) {
      fields.wrong("resourceId", "says it all; leave %s out".formatted(String.join(", ", parts)));
    }
    Matcher id =
        RESOURCE_ID.matcher(fields.text("resourceId", GatewayTokenReader::resourceId).orElse(""));
    return id.matches()
        ? new Gateway(id.group(1), id.group(2), id.group(3), id.group(4))
        : new Gateway("", "", "", "");
  }

  private static Optional<String> resourceId(String text) {
    Matcher id = RESOURCE_ID.matcher(text);
    return id.matches()
        ? Names.subscription(id.group(1))
            .or(() -> Names.resourceGroup(id.group(2)))
            .or(() -> Names.apimService(id.group(3)))
            .or(() -> Names.gateway(id.group(4)))
        : Optional.of(
            "\"%s\" is not /subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/…/gateways/…"
                .formatted(text));
  }

  private static List<WorkloadRef> workloads(Fields spec) {
    List<WorkloadRef> all = new ArrayList<>();
    for (Fields each : spec.list("workloads", WORKLOAD)) {
      String kind = each.needed("kind", GatewayTokenReader::workloadKind);
      String name = each.needed("name", Names::object);
      Optional<WorkloadRef> ref = WorkloadKind.of(kind).map(it -> new WorkloadRef(it, name));
      if (ref.filter(all::contains).isPresent()) {
        each.wrong("name", "%s is there twice".formatted(ref.get()));
      }
      ref.ifPresent(all::add);
    }
    return all;
  }

  /// Only Kubernetes' own names of the kinds: this is no command line.
  private static Optional<String> workloadKind(String text) {
    List<String> kinds = Arrays.stream(WorkloadKind.values()).map(WorkloadKind::kind).toList();
    return oneOf(kinds, text);
  }

  private static Optional<String> oneOf(List<String> known, String text) {
    return known.contains(text)
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is none of %s%s"
                .formatted(
                    text,
                    String.join(", ", known),
                    Nearest.of(text, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
  }

  private static RenewalPolicy policy(Fields spec) {
    List<String> words =
        Arrays.stream(KeyPolicy.values())
            .map(policy -> policy.name().toLowerCase(Locale.ROOT))
            .toList();
    KeyPolicy key =
        spec.text("keyPolicy", text -> oneOf(words, text))
            .map(word -> KeyPolicy.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(DEFAULT_KEY_POLICY);
    Duration lifetime = duration(spec, "lifetime").orElse(RenewalPolicy.DEFAULT_LIFETIME);
    Duration renewBefore = duration(spec, "renewBefore").orElse(DEFAULT_RENEW_BEFORE);
    SettingsReader.lifetimeMistake(lifetime).ifPresent(why -> spec.wrong("lifetime", why));
    if (renewBefore.compareTo(lifetime) >= 0) {
      spec.wrong(
          "renewBefore",
          "must be less than the token's lifetime, or every run would renew (default 10d)");
    }
    return new RenewalPolicy(key, lifetime, Optional.of(renewBefore), spec.isSet("revokeOldKey"));
  }

  private static Optional<Duration> duration(Fields spec, String name) {
    return spec.text(
            name,
            text ->
                Durations.parse(text).filter(Duration::isPositive).isPresent()
                    ? Optional.empty()
                    : Optional.of("\"%s\": %s".formatted(text, Durations.mistake(text))))
        .flatMap(Durations::parse);
  }

  private void revocation(Fields spec, RenewalPolicy policy, List<WorkloadRef> workloads) {
    if (policy.key() == KeyPolicy.LAST) {
      spec.wrong("revokeOldKey", "with keyPolicy last the token stays on its key; take rotate");
    }
    if (workloads.isEmpty()) {
      spec.wrong("revokeOldKey", "a key is revoked only when the pods are proven; name workloads");
    }
    if (!alike.awaitRollout()) {
      spec.wrong(
          "revokeOldKey",
          "a key is revoked only when the pods are proven; leave %s out"
              .formatted(Option.NO_WAIT.named()));
    }
  }
}
