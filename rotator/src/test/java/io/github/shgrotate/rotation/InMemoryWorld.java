package io.github.shgrotate.rotation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Azure and a cluster in memory, behind the ports. Says what was asked of it, and can be told to
/// fail.
final class InMemoryWorld implements TokenIssuer, TokenStore, Workloads, Journal, GatewayProbe {
  private static final int PODS = 3;

  /// No rotation needs so many.
  private static final int MOST_CALLS = 3000;

  final List<String> calls = new ArrayList<>();
  final List<Deed> events = new ArrayList<>();

  /// What happens just before a call of that name, once each, in order.
  final Map<String, Deque<Runnable>> before = new HashMap<>();

  Instant now = Samples.NOW;
  Duration localClockAhead = Duration.ZERO;
  String dataKey = "value";
  Optional<String> lastUsedKey = Optional.of("primary");

  /// The key that signed the token of the beginning, whatever is recorded.
  KeySlot formerKey = KeySlot.PRIMARY;

  String type = "Opaque";
  boolean immutable;
  boolean podsMayBeListed = true;
  List<PodFacts> otherReaders = List.of();
  List<Owner> owners = List.of();
  Optional<LogsAnswer> logs = Optional.empty();
  Function<URI, ProbeAnswer> probe = _ -> new ProbeAnswer.Served();
  final Map<Fingerprint, Optional<KeySlot>> signers = new HashMap<>();
  Optional<Fingerprint> recordedToken = Optional.empty();
  SecretNotes notes = SecretNotes.NONE;
  Supplier<GatewayToken> nextToken =
      () -> {
        throw new IllegalStateException("set by the constructor");
      };

  private final Map<KeySlot, Integer> keyVersions = new EnumMap<>(KeySlot.class);
  private final Map<String, TokenText> data = new HashMap<>();
  private int secretVersion = 1;
  private final Map<WorkloadRef, Workload> workloads = new LinkedHashMap<>();
  private Optional<GatewayToken> former = Optional.empty();
  private Optional<Step.Renew> asked = Optional.empty();

  /// A workload with its pods, which the test rolls by hand or at once.
  static final class Workload {
    int version = 1;
    long generation = 1;
    Optional<Fingerprint> stamp = Optional.empty();
    Optional<TemplateStamp> former = Optional.empty();
    boolean paused;
    boolean onDelete;
    boolean rollsAtOnce = true;
    Optional<String> failure = Optional.empty();
    List<TokenSource> sources = List.of();
    List<PodFacts> pods = new ArrayList<>();
    List<PastRotation> history = new ArrayList<>();
    int restarts;
    int replicas = PODS;
    Optional<String> restartedAt = Optional.empty();
  }

  InMemoryWorld() {
    store(Samples.token("edge-eu", now.plus(Duration.ofDays(6)), "OLD0"));
    nextToken =
        () ->
            Samples.token(
                "edge-eu", asked.orElseThrow().expiry(), signature(asked.orElseThrow().key()));
  }

  /// What stands for the signature with the present key of that slot.
  String signature(KeySlot key) {
    return key.wireName().substring(0, 3).toUpperCase(Locale.ROOT)
        + keyVersions.getOrDefault(key, 0);
  }

  Workload has(WorkloadRef ref) {
    Workload workload = new Workload();
    workload.sources =
        List.of(new TokenSource.SecretKey("gw", "config.service.auth", "gateway-token", dataKey));
    for (int i = 0; i < PODS; i++) {
      workload.pods.add(pod(ref, i, Optional.empty()));
    }
    workloads.put(ref, workload);
    return workload;
  }

  /// As if somebody stored it.
  void store(GatewayToken token) {
    former = Optional.of(token);
    data.put(dataKey, new TokenText.Whole(token.facts()));
    secretVersion++;
  }

  void holds(TokenText text) {
    data.put(dataKey, text);
    secretVersion++;
  }

  /// As if the key that signed the former token were made anew.
  void forgetFormer() {
    former = Optional.empty();
  }

  /// As if somebody edited the Secret elsewhere.
  void touchSecret() {
    secretVersion++;
  }

  Optional<Fingerprint> stored() {
    return data.get(dataKey) instanceof TokenText.Whole(TokenFacts facts)
        ? Optional.of(facts.fingerprint())
        : Optional.empty();
  }

  long count(String call) {
    return calls.stream().filter(each -> each.startsWith(call)).count();
  }

  @Override
  public GatewayFacts gateway(Gateway gateway) {
    call("gateway");
    if (!gateway.equals(Samples.GATEWAY)) {
      throw new Failure(Reason.GATEWAY_NOT_FOUND, "no such gateway", "", "", "").thrown();
    }
    return new GatewayFacts(now, localClockAhead);
  }

  @Override
  public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
    call("issue " + key.wireName());
    if (key == formerKey
        && former.filter(token -> token.facts().expiresAt().equals(expiry)).isPresent()) {
      // The same key and minute give the same token again.
      return former.get();
    }
    asked =
        Optional.of(
            new Step.Renew(
                key, expiry, dataKey, new Renewal(Renewal.Check.ASKED_FOR, ""), Optional.empty()));
    return nextToken.get();
  }

  @Override
  public SecretFacts secret() {
    call("read secret");
    return facts();
  }

  private SecretFacts facts() {
    return new SecretFacts(
        Integer.toString(secretVersion),
        type,
        immutable,
        data,
        lastUsedKey,
        recordedToken,
        notes,
        owners);
  }

  @Override
  public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
    call("store " + token.facts().fingerprint());
    if (!seen.resourceVersion().equals(Integer.toString(secretVersion))) {
      return new Written.Conflict();
    }
    data.put(record.dataKey(), new TokenText.Whole(token.facts()));
    lastUsedKey = Optional.of(record.key().wireName());
    recordedToken = Optional.of(record.token().fingerprint());
    notes =
        new SecretNotes(
            Optional.of(record.token().expiresAt()), record.former(), record.keyToRevoke());
    secretVersion++;
    return new Written.Stored(facts());
  }

  @Override
  public Written revoked(SecretFacts seen) {
    call("revoked");
    if (!seen.resourceVersion().equals(Integer.toString(secretVersion))) {
      return new Written.Conflict();
    }
    notes = new SecretNotes(notes.expiresAt(), Optional.empty(), Optional.empty());
    secretVersion++;
    return new Written.Stored(facts());
  }

  @Override
  public Optional<KeySlot> signer(Gateway gateway, TokenFacts token) {
    call("signer");
    if (signers.containsKey(token.fingerprint())) {
      return signers.get(token.fingerprint());
    }
    if (former.filter(first -> first.facts().equals(token)).isPresent()) {
      return Optional.of(formerKey);
    }
    return Arrays.stream(KeySlot.values())
        .filter(
            key ->
                Samples.token(token.gatewayName(), token.expiresAt(), signature(key))
                    .facts()
                    .equals(token))
        .findFirst();
  }

  @Override
  public LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns) {
    call("logs " + workload.ref());
    if (logs.isPresent()) {
      return logs.get();
    }
    String line = "Self-hosted gateway is starting";
    return patterns.stream().anyMatch(line::contains)
        ? new LogsAnswer.Refusal(pods.getFirst().name(), line)
        : new LogsAnswer.NoRefusal(pods.size());
  }

  @Override
  public ProbeAnswer ask(URI address) {
    call("probe " + address);
    return probe.apply(address);
  }

  @Override
  public void regenerate(Gateway gateway, KeySlot key) {
    call("regenerate " + key.wireName());
    keyVersions.merge(key, 1, Integer::sum);
  }

  @Override
  public WorkloadFacts workload(WorkloadRef ref) {
    call("read " + ref);
    return facts(ref);
  }

  private Workload the(WorkloadRef ref) {
    return Optional.ofNullable(workloads.get(ref))
        .orElseThrow(
            () -> new Failure(Reason.WORKLOAD_NOT_FOUND, "no " + ref, "", "", "").thrown());
  }

  private WorkloadFacts facts(WorkloadRef ref) {
    Workload workload = the(ref);
    int updated =
        (int) workload.pods.stream().filter(pod -> pod.stamp().equals(workload.stamp)).count();
    RolloutFacts rollout =
        workload.onDelete
            ? new RolloutFacts.StatefulSet(
                workload.generation, workload.generation, true, 0, PODS, PODS, updated, "a", "b")
            : new RolloutFacts.Deployment(
                workload.generation,
                workload.generation,
                workload.paused,
                workload.replicas,
                workload.replicas,
                updated,
                updated,
                workload.failure,
                Optional.empty());
    return new WorkloadFacts(
        ref,
        "uid-" + ref,
        Integer.toString(workload.version),
        "app=gw",
        workload.stamp,
        workload.sources,
        rollout,
        workload.restartedAt,
        workload.former,
        workload.history,
        List.of());
  }

  @Override
  public Restart noteResult(WorkloadFacts seen, PastRotation.Result result) {
    call("note " + seen.ref() + " " + result.word());
    Workload workload = the(seen.ref());
    if (!seen.template().equals(facts(seen.ref()).template())) {
      return new Restart.Conflict();
    }
    workload.version++;
    workload.history.add(workload.history.removeLast().with(result));
    return new Restart.Asked(facts(seen.ref()));
  }

  @Override
  public Restart restart(WorkloadFacts seen, PastRotation rotation) {
    call("restart " + seen.ref());
    Workload workload = the(seen.ref());
    if (!seen.resourceVersion().equals(Integer.toString(workload.version))) {
      return new Restart.Conflict();
    }
    workload.version++;
    workload.generation++;
    workload.restarts++;
    workload.former = Optional.of(seen.template());
    workload.stamp = Optional.of(rotation.token());
    workload.history.add(rotation);
    WorkloadFacts asked = facts(seen.ref());
    if (workload.rollsAtOnce && !workload.onDelete) {
      roll(seen.ref());
    }
    return new Restart.Asked(asked);
  }

  @Override
  public Restart putBack(WorkloadFacts seen) {
    call("putBack " + seen.ref());
    Workload workload = the(seen.ref());
    if (!seen.resourceVersion().equals(Integer.toString(workload.version))) {
      return new Restart.Conflict();
    }
    workload.version++;
    workload.generation++;
    workload.stamp = workload.former.orElseThrow().token();
    workload.former = Optional.empty();
    workload.history.add(workload.history.removeLast().with(PastRotation.Result.PUT_BACK));
    WorkloadFacts asked = facts(seen.ref());
    if (workload.rollsAtOnce && !workload.onDelete) {
      roll(seen.ref());
    }
    return new Restart.Asked(asked);
  }

  @Override
  public PodsAnswer readers(String secretName) {
    call("readers");
    List<PodFacts> all = new ArrayList<>();
    if (secretName.equals("gateway-token")) {
      all.addAll(otherReaders);
      workloads.values().forEach(workload -> all.addAll(workload.pods));
    }
    return podsMayBeListed ? new PodsAnswer.Pods(all) : new PodsAnswer.NotPermitted("list on pods");
  }

  void roll(WorkloadRef ref) {
    Workload workload = the(ref);
    for (int i = 0; i < workload.pods.size(); i++) {
      workload.pods.set(i, pod(ref, i, workload.stamp));
    }
    workload.version++;
  }

  @Override
  public PodsAnswer pods(WorkloadFacts workload) {
    call("pods " + workload.ref());
    return podsMayBeListed
        ? new PodsAnswer.Pods(the(workload.ref()).pods)
        : new PodsAnswer.NotPermitted("list on pods");
  }

  @Override
  public WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
    call("await " + seen.ref());
    return facts(seen.ref());
  }

  @Override
  public Optional<String> record(Deed deed) {
    events.add(deed);
    return Optional.empty();
  }

  private void call(String name) {
    calls.add(name);
    if (calls.size() > MOST_CALLS) {
      throw new IllegalStateException("this rotation does not end: " + name);
    }
    Deque<Runnable> planned = before.getOrDefault(name.split(" ")[0], new ArrayDeque<>());
    if (!planned.isEmpty()) {
      planned.removeFirst().run();
    }
  }

  /// Has something happen just before the next call whose name begins so.
  void before(String call, Runnable happening) {
    before.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(happening);
  }

  private static PodFacts pod(WorkloadRef ref, int number, Optional<Fingerprint> stamp) {
    return new PodFacts(
        ref.name() + "-" + number,
        stamp,
        true,
        false,
        false,
        Optional.empty(),
        0,
        Optional.of("10.0.0." + number));
  }
}
