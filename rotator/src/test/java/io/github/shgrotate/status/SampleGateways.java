package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gateways as a cluster could tell them, in one state after another.
public final class SampleGateways {
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  public static final String SUBSCRIPTION = "2006d617-bee2-430e-8239-c83634af2fef";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC);

  private SampleGateways() {}

  /// A gateway to be changed step by step; as it is made, all is well: rotated a while ago, three
  /// pods on the token.
  public static final class Builder {
    private final String namespace;
    private final String name;
    private WorkloadKind kind = WorkloadKind.DEPLOYMENT;
    private Instant ends = NOW.plus(Duration.ofDays(24).plusHours(3));
    private Optional<Instant> issued = Optional.of(NOW.minus(Duration.ofDays(4).plusHours(21)));
    private @Nullable SignIn signIn;
    private @Nullable TokenText text;
    private Optional<String> key = Optional.of("primary");
    private boolean isRecorded = true;
    private Optional<Fingerprint> recorded = Optional.empty();
    private Optional<Fingerprint> templateStamp = Optional.empty();
    private boolean isStamped = true;
    private SecretNotes notes = SecretNotes.NONE;
    private List<Owner> owners = List.of();
    private boolean isImmutable;
    private String type = "Opaque";
    private @Nullable PodsAnswer pods;
    private int replicas = 3;
    private int stampedPods = 3;
    private Optional<String> gatewayName = Optional.empty();
    private Optional<String> endpoint = Optional.empty();
    private List<String> notPermitted = List.of();
    private final List<SignIn> more = new ArrayList<>();

    private Builder(String namespace, String name) {
      this.namespace = namespace;
      this.name = name;
    }

    public Builder kind(WorkloadKind other) {
      kind = other;
      return this;
    }

    public Builder endsIn(Duration left) {
      ends = NOW.plus(left);
      issued = Optional.of(ends.minus(Duration.ofDays(29)));
      return this;
    }

    public Builder signIn(SignIn other) {
      signIn = other;
      return this;
    }

    public Builder alsoSignsIn(SignIn other) {
      more.add(other);
      return this;
    }

    public Builder text(TokenText other) {
      text = other;
      return this;
    }

    public Builder key(Optional<String> other) {
      key = other;
      return this;
    }

    /// As the portal and the script leave it.
    public Builder neverRotated() {
      isRecorded = false;
      isStamped = false;
      issued = Optional.empty();
      stampedPods = 0;
      return this;
    }

    /// The Secret's note names another token than the one that it holds.
    public Builder recorded(String tokenId) {
      recorded = Optional.of(new Fingerprint(tokenId));
      return this;
    }

    public Builder templateStamp(String tokenId) {
      templateStamp = Optional.of(new Fingerprint(tokenId));
      return this;
    }

    /// Its token was stored without a restart that leaves stamps.
    Builder unstamped() {
      isStamped = false;
      stampedPods = 0;
      return this;
    }

    public Builder notes(SecretNotes other) {
      notes = other;
      return this;
    }

    public Builder owners(Owner... all) {
      owners = List.of(all);
      return this;
    }

    public Builder immutable() {
      isImmutable = true;
      return this;
    }

    public Builder type(String other) {
      type = other;
      return this;
    }

    public Builder pods(int all, int onStoredToken) {
      replicas = all;
      stampedPods = onStoredToken;
      return this;
    }

    public Builder pods(PodsAnswer answer) {
      pods = answer;
      return this;
    }

    public Builder gatewayName(String text) {
      gatewayName = Optional.of(text);
      return this;
    }

    public Builder endpoint(String text) {
      endpoint = Optional.of(text);
      return this;
    }

    public Builder notPermitted(String... permissions) {
      notPermitted = List.of(permissions);
      return this;
    }

    public TokenFacts token() {
      return SampleGateways.token(name, ends);
    }

    public FoundGateway found() {
      Fingerprint stored = token().fingerprint();
      Optional<Fingerprint> stamp =
          templateStamp.or(() -> isStamped ? Optional.of(stored) : Optional.empty());
      List<SignIn> signIns = new ArrayList<>();
      signIns.add(signIn == null ? fromSecret() : signIn);
      signIns.addAll(more);
      return new FoundGateway(
          namespace,
          new WorkloadFacts(
              new WorkloadRef(kind, name),
              "uid-" + name,
              "1",
              "app=" + name,
              stamp,
              List.of(),
              new RolloutFacts.Deployment(
                  2,
                  2,
                  false,
                  replicas,
                  replicas,
                  stampedPods,
                  stampedPods,
                  Optional.empty(),
                  Optional.empty())),
          signIns,
          gatewayName,
          endpoint,
          notPermitted,
          pods == null ? podsOf(stored) : pods);
    }

    private SignIn fromSecret() {
      TokenFacts token = token();
      SecretFacts facts =
          new SecretFacts(
              "1",
              type,
              isImmutable,
              Map.of("value", text == null ? new TokenText.Whole(token) : text),
              key,
              isRecorded ? recorded.or(() -> Optional.of(token.fingerprint())) : Optional.empty(),
              notes,
              owners);
      return new SignIn.Token(
          name + "-token",
          "value",
          new SecretAnswer.Read(
              facts, isRecorded ? Optional.of(armId(name)) : Optional.empty(), issued));
    }

    private PodsAnswer podsOf(Fingerprint stored) {
      List<PodFacts> all = new ArrayList<>();
      for (int i = 0; i < replicas; i++) {
        Optional<Fingerprint> stamp =
            i < stampedPods
                ? Optional.of(stored)
                : isStamped ? Optional.of(new Fingerprint("0ld0ld0ld0ld")) : Optional.empty();
        all.add(pod(name + "-" + i, stamp, true, Optional.empty()));
      }
      return new PodsAnswer.Pods(all);
    }

    GatewayStatus judged() {
      return GatewayStatus.judge(found(), StatusPolicy.STANDARD, NOW);
    }
  }

  public static Builder gateway(String namespace, String name) {
    return new Builder(namespace, name);
  }

  static Builder gateway() {
    return gateway("apim", "edge-eu");
  }

  static PodFacts pod(
      String name, Optional<Fingerprint> stamp, boolean ready, Optional<String> trouble) {
    return new PodFacts(name, stamp, ready, false, false, trouble);
  }

  static String armId(String name) {
    return "/subscriptions/%s/resourceGroups/rg-edge/providers/Microsoft.ApiManagement/service/apim-contoso/gateways/%s"
        .formatted(SUBSCRIPTION, name);
  }

  public static TokenFacts token(String gateway, Instant ends) {
    try {
      return GatewayToken.parse(
              "%s&%s&c2lnbmF0dXJlLXNpZ25hdHVyZQ==".formatted(gateway, MINUTE.format(ends)))
          .facts();
    } catch (GatewayToken.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /// One of each: what a cluster may look like after a year.
  public static Found cluster() {
    String secretPermission = "get on secrets/edge-us-token in namespace retail";
    Owner helm =
        new Owner(
            "Helm",
            "annotation meta.helm.sh/release-name",
            "create the Secret yourself and name it in the chart's values"
                + " (secret.createSecret=false, secret.existingSecretName)");
    List<FoundGateway> all =
        List.of(
            gateway("apim", "edge-eu").found(),
            gateway("apim", "edge-dc").kind(WorkloadKind.STATEFUL_SET).pods(3, 1).found(),
            gateway("factory", "line-1").endsIn(Duration.ofHours(-50)).pods(2, 2).found(),
            gateway("factory", "line-2")
                .kind(WorkloadKind.DAEMON_SET)
                .endsIn(Duration.ofDays(8).plusHours(5))
                .owners(helm)
                .pods(5, 5)
                .found(),
            gateway("retail", "edge-us")
                .signIn(
                    new SignIn.Token(
                        "edge-us-token",
                        "gateway-key",
                        new SecretAnswer.NotPermitted(secretPermission)))
                .found(),
            gateway("retail", "store-gateway-of-the-northern-region")
                .neverRotated()
                .endsIn(Duration.ofDays(5).plusHours(2))
                .endpoint("https://apim-contoso.configuration.azure-api.net")
                .found(),
            gateway("retail", "kiosk")
                .signIn(new SignIn.Entra("workloadIdentity"))
                .gatewayName("kiosk")
                .endpoint("apim-contoso.configuration.azure-api.net")
                .found());
    return new Found(Scope.everywhere(), all, List.of(), Optional.of(Duration.ofSeconds(1)));
  }

  /// A few of them, for the reference in `docs/`.
  public static Found documented() {
    return new Found(
        Scope.everywhere(),
        List.of(
            gateway("apim", "edge-eu").found(),
            gateway("apim", "edge-dc")
                .kind(WorkloadKind.STATEFUL_SET)
                .templateStamp("6f1c0b2a9d3e")
                .pods(3, 0)
                .found(),
            gateway("factory", "line-1").endsIn(Duration.ofHours(-50)).pods(2, 2).found(),
            gateway("retail", "kiosk")
                .signIn(new SignIn.Entra("workloadIdentity"))
                .gatewayName("kiosk")
                .endpoint("apim-contoso.configuration.azure-api.net")
                .found()),
        List.of(),
        Optional.of(Duration.ZERO));
  }
}
