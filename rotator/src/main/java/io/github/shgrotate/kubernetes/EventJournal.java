package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.rotation.WorkloadRef;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Writes deeds as Kubernetes events on the Secret and the workloads.
final class EventJournal implements Journal {
  private static final int LONGEST_OBJECT_NAME = 200;

  /// What Kubernetes takes in the message of an event, less the sign that something is cut.
  private static final int LONGEST_MESSAGE = 1023;

  private final ApiServer api;
  private final Identities identities;
  private final String namespace;
  private final String secretName;
  private final Clock clock;
  private int sequence;
  private boolean hasWritten;
  private boolean isShut;

  EventJournal(
      ApiServer api, Identities identities, String namespace, String secretName, Clock clock) {
    this.api = api;
    this.identities = identities;
    this.namespace = namespace;
    this.secretName = secretName;
    this.clock = clock;
  }

  /// Who is concerned.
  private record Subject(String apiVersion, String kind, String name) {}

  private record Entry(Subject subject, Deed.Kind kind, String message) {}

  @Override
  public Optional<String> record(Deed deed) {
    return isShut ? Optional.empty() : entry(deed).flatMap(this::write);
  }

  private Optional<Entry> entry(Deed deed) {
    return switch (deed) {
      case Deed.Renewed renewed -> Optional.of(new Entry(secret(), deed.kind(), said(renewed)));
      case Deed.Restarted(WorkloadRef ref, var token, _) ->
          Optional.of(
              new Entry(
                  workload(ref),
                  deed.kind(),
                  "Pods will be replaced so that they read gateway token %s from Secret %s."
                      .formatted(token, secretName)));
      case Deed.Proven(WorkloadRef ref, var token, int pods, int leaving, var further) ->
          Optional.of(
              new Entry(
                  workload(ref),
                  deed.kind(),
                  "All %d pods run on gateway token %s%s%s."
                      .formatted(
                          pods,
                          token,
                          leaving == 0
                              ? ""
                              : "; %s leaving".formatted(Words.are(leaving, "former pod")),
                          further.isEmpty() ? "" : "; " + String.join("; ", further))));
      case Deed.Unproven(WorkloadRef ref, String why) ->
          Optional.of(
              new Entry(
                  workload(ref),
                  deed.kind(),
                  "That the pods run on the new gateway token is not proven: %s.".formatted(why)));
      case Deed.Revoked(var key) ->
          Optional.of(
              new Entry(
                  secret(),
                  deed.kind(),
                  "The gateway's %s key was made anew: tokens of the old one have ended."
                      .formatted(key.wireName())));
      case Deed.PutBack(var former, var workloads) ->
          Optional.of(
              new Entry(
                  secret(),
                  deed.kind(),
                  "The new pods did not come up: gateway token %s is stored again%s."
                      .formatted(
                          former.fingerprint(),
                          workloads.isEmpty()
                              ? ""
                              : ", and the former templates of " + Words.list(workloads))));
      case Deed.Warned(String what) -> Optional.of(new Entry(secret(), deed.kind(), what));
      case Deed.Failed(var failure) -> Optional.of(new Entry(secret(), deed.kind(), said(failure)));
      // Changes nothing, and nothing is written about it.
      case Deed.GatewayRead _ -> Optional.empty();
    };
  }

  /// What to do next is what a reader needs most: where there is no room, the why is cut.
  private static String said(Failure failure) {
    String what = "%s [%s]: ".formatted(failure.what(), failure.reason().code());
    String next = " Next: " + ended(failure.next());
    String why = ended(failure.why());
    int room = Math.max(0, LONGEST_MESSAGE - what.length() - next.length() - 1);
    return what + Redaction.shown(why, room) + next;
  }

  /// Some texts are whole sentences, others are parts of one.
  private static String ended(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String said(Deed.Renewed renewed) {
    TokenFacts token = renewed.record().token();
    return "Gateway token %s of %s, made with the %s key, is stored and expires at %s%s. %s"
        .formatted(
            token.fingerprint(),
            token.gatewayName(),
            renewed.record().key().wireName(),
            token.expiresAt(),
            renewed.former().map(old -> "; it replaces " + old.fingerprint()).orElse(""),
            renewed.why().sentence());
  }

  private Subject secret() {
    return new Subject("v1", "Secret", secretName);
  }

  private static Subject workload(WorkloadRef ref) {
    return new Subject("apps/v1", ref.kind().kind(), ref.name());
  }

  private Optional<String> write(Entry entry) {
    ApiCall call =
        new ApiCall(
            ApiCall.Verb.CREATE,
            "events",
            "events",
            namespace,
            "/api/v1/namespaces/%s/events?fieldManager=%s".formatted(namespace, Author.NAME));
    try {
      ApiAnswer answer = api.send(call, Optional.of(body(entry)), Patience.BRIEF);
      // A name that is taken is this event's: the answer to the first attempt was lost.
      if (answer.isSuccess() || answer.status() == HttpURLConnection.HTTP_CONFLICT) {
        hasWritten = true;
        return Optional.empty();
      }
      if (answer.status() == HttpURLConnection.HTTP_FORBIDDEN) {
        isShut = true;
        return Optional.of(
            "no %sKubernetes events are recorded: this needs %s"
                .formatted(hasWritten ? "more " : "", call.permission()));
      }
      return notRecorded(
          entry, "Kubernetes answered %d %s".formatted(answer.status(), answer.message()));
    } catch (RotationFailed e) {
      return notRecorded(entry, e.failure().why());
    }
  }

  private static Optional<String> notRecorded(Entry entry, String why) {
    return Optional.of("the event %s was not recorded: %s".formatted(entry.kind().code(), why));
  }

  private ObjectNode body(Entry entry) {
    Instant now = clock.instant();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Subject subject = entry.subject();
    ObjectNode event = Json.newObject();
    event.put("apiVersion", "v1");
    event.put("kind", "Event");
    event.putObject("metadata").put("name", eventName(subject, now)).put("namespace", namespace);
    ObjectNode involved = event.putObject("involvedObject");
    involved
        .put("apiVersion", subject.apiVersion())
        .put("kind", subject.kind())
        .put("name", subject.name())
        .put("namespace", namespace);
    identities
        .uid(subject.kind(), namespace, subject.name())
        .ifPresent(uid -> involved.put("uid", uid));
    event.put("type", entry.kind().isWarning() ? "Warning" : "Normal");
    event.put("reason", entry.kind().code());
    event.put("message", Redaction.shown(entry.message(), LONGEST_MESSAGE));
    event.putObject("source").put("component", Author.NAME);
    event.put("reportingComponent", Author.NAME);
    event.put("firstTimestamp", time);
    event.put("lastTimestamp", time);
    event.put("count", 1);
    return event;
  }

  /// Chosen before it is sent, so that sending it again makes no second event.
  private String eventName(Subject subject, Instant now) {
    sequence++;
    String object =
        subject.name().substring(0, Math.min(subject.name().length(), LONGEST_OBJECT_NAME));
    long moment = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return "%s.%x.%d".formatted(object, moment, sequence);
  }
}
