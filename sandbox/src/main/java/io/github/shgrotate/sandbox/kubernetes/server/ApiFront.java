package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.FieldSelector;
import io.github.shgrotate.sandbox.kubernetes.api.LabelSelector;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.Patch;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Store;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.api.WriteOptions;
import io.github.shgrotate.sandbox.kubernetes.rbac.Attributes;
import io.github.shgrotate.sandbox.kubernetes.rbac.Authorizer;
import io.github.shgrotate.sandbox.kubernetes.rbac.BearerTokens;
import io.github.shgrotate.sandbox.kubernetes.rbac.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Answers requests: who asks, may they, then the registry does it. Every request for a resource is
/// written into the audit log.
public final class ApiFront implements LoopbackServer.Handler {
  private static final Duration LONGEST_WATCH = Duration.ofMinutes(30);

  private final ObjectRegistry registry;
  private final BearerTokens tokens;
  private final Authorizer authorizer;
  private final AccessReviews reviews;
  private final Scaling scaling;
  private final PodSubresources pods;
  private final ConcurrentLinkedQueue<AuditEntry> audit = new ConcurrentLinkedQueue<>();

  public ApiFront(ObjectRegistry registry, BearerTokens tokens) {
    this.registry = registry;
    this.tokens = tokens;
    this.authorizer = new Authorizer(registry.store());
    this.reviews = new AccessReviews(authorizer);
    this.scaling = new Scaling(registry);
    this.pods = new PodSubresources(registry);
  }

  /// Where `pods/log` reads.
  public void logsFrom(PodLogs logs) {
    pods.logsFrom(logs);
  }

  public List<AuditEntry> auditLog() {
    return List.copyOf(audit);
  }

  public void clearAuditLog() {
    audit.clear();
  }

  /// One request for a resource, understood.
  private record Asked(
      Exchange exchange, User user, Target target, String verb, Optional<ResourceType> type) {
    Attributes attributes() {
      // A list or watch of one object by field selector counts as asking for that one.
      String name =
          verb.matches("list|watch|deletecollection")
              ? type.flatMap(t -> fields(exchange, t).name()).orElse(target.name())
              : target.name();
      return new Attributes(
          verb, target.group(), target.resource(), target.subresource(), target.namespace(), name);
    }
  }

  @Override
  public Reply answer(Exchange exchange) {
    try {
      User user = authenticate(exchange);
      Optional<Target> target = Target.parse(exchange.path());
      if (target.isEmpty()) {
        return answerPath(exchange, user);
      }
      return answerAudited(understand(exchange, user, target.get()));
    } catch (ApiFailure failure) {
      return reply(failure);
    }
  }

  private User authenticate(Exchange exchange) {
    if (exchange.header("authorization").isEmpty()) {
      return User.ANONYMOUS;
    }
    return exchange.bearer().flatMap(tokens::owner).orElseThrow(ApiFailure::unauthorized);
  }

  private Reply answerPath(Exchange exchange, User user) {
    if (!authorizer.allowsPath(user, exchange.path())) {
      throw ApiFailure.forbiddenPath(user.name(), "get", exchange.path());
    }
    return Discovery.answer(exchange.path()).orElseThrow(ApiFailure::noSuchPath);
  }

  private static Asked understand(Exchange exchange, User user, Target target) {
    boolean single = !target.name().isEmpty();
    String verb =
        switch (exchange.method()) {
          case "GET", "HEAD" -> {
            if (exchange.queryValue("watch").filter(w -> w.matches("true|1")).isPresent()
                && !single) {
              yield "watch";
            }
            yield single ? "get" : "list";
          }
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> "patch";
          case "DELETE" -> single ? "delete" : "deletecollection";
          default -> throw ApiFailure.methodNotAllowed();
        };
    return new Asked(
        exchange,
        user,
        target,
        verb,
        ResourceTypes.byPath(target.group(), target.version(), target.resource()));
  }

  private Reply answerAudited(Asked asked) {
    Reply reply;
    try {
      reply = answerResource(asked);
    } catch (ApiFailure failure) {
      reply = reply(failure);
    }
    Target target = asked.target();
    audit.add(
        new AuditEntry(
            registry.clock().instant(),
            asked.user().name(),
            asked.verb(),
            target.group(),
            target.resource(),
            target.subresource(),
            target.namespace(),
            target.name(),
            reply.status()));
    return reply;
  }

  private Reply answerResource(Asked asked) {
    Target target = asked.target();
    Attributes attributes = asked.attributes();
    if (!authorizer.allows(asked.user(), attributes)) {
      throw forbidden(asked.user(), attributes);
    }
    if (asked.verb().equals("create")) {
      Optional<ObjectNode> review =
          target.group().matches("auth(orization|entication)\\.k8s\\.io")
              ? reviews.answer(target.resource(), asked.user(), body(asked.exchange()))
              : Optional.empty();
      if (review.isPresent()) {
        return Reply.json(201, review.get());
      }
    }
    ResourceType type = asked.type().orElseThrow(ApiFailure::noSuchPath);
    if (!target.subresource().isEmpty() && !type.has(target.subresource())) {
      throw ApiFailure.noSuchPath();
    }
    return switch (target.subresource()) {
      case "" -> answerObject(asked, type, Part.MAIN);
      case "status", "finalize" -> answerObject(asked, type, Part.STATUS);
      case "scale" -> Reply.json(200, scale(asked, type));
      case "log" -> pods.log(target.namespace(), target.name(), asked.exchange());
      case "eviction" ->
          pods.evict(
              target.namespace(), target.name(), body(asked.exchange()), dryRun(asked.exchange()));
      case "binding" -> pods.bind(target.namespace(), target.name(), body(asked.exchange()));
      case "token" -> issueToken(asked);
      default -> throw ApiFailure.noSuchPath();
    };
  }

  private Reply answerObject(Asked asked, ResourceType type, Part part) {
    Exchange exchange = asked.exchange();
    Target target = asked.target();
    String namespace = type.namespaced() ? target.namespace() : "";
    String name = target.name();
    WriteOptions options = options(exchange);
    return switch (asked.verb()) {
      case "get" -> Reply.json(200, registry.get(type, namespace, name));
      case "list" -> list(exchange, type, namespace);
      case "watch" -> watch(exchange, type, namespace);
      case "create" -> {
        if (!name.isEmpty()) {
          throw ApiFailure.methodNotAllowed();
        }
        yield Reply.json(201, registry.create(type, namespace, body(exchange), options));
      }
      case "update" ->
          Reply.json(200, registry.replace(type, namespace, name, body(exchange), part, options));
      case "patch" ->
          Reply.json(200, registry.patch(type, namespace, name, patch(exchange), part, options));
      case "delete" -> {
        ObjectNode present = registry.get(type, namespace, name);
        yield registry
            .delete(type, namespace, name, deleteOptions(exchange))
            .<Reply>map(left -> Reply.json(200, left))
            .orElseGet(() -> deleted(type, present));
      }
      case "deletecollection" -> {
        for (ObjectNode object :
            registry.store().list(type, selection(exchange, type, namespace)).objects()) {
          registry.delete(type, namespace, Trees.name(object), deleteOptions(exchange));
        }
        yield Reply.json(
            200,
            Trees.object()
                .put("kind", type.kind() + "List")
                .put("apiVersion", type.apiVersion())
                .set("items", Trees.array()));
      }
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private Reply list(Exchange exchange, ResourceType type, String namespace) {
    Store.Listing listing = registry.store().list(type, selection(exchange, type, namespace));
    ObjectNode list = Trees.object().put("kind", type.kind() + "List");
    list.put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(listing.version()));
    var items = list.putArray("items");
    // The items of a list do not repeat what they are.
    listing
        .objects()
        .forEach(
            object -> {
              ObjectNode item = items.addObject();
              item.setAll(object);
              item.remove(List.of("apiVersion", "kind"));
            });
    return Reply.json(200, list);
  }

  private Reply watch(Exchange exchange, ResourceType type, String namespace) {
    String version = exchange.queryValue("resourceVersion").orElse("");
    if (!version.matches("\\d{0,18}")) {
      throw ApiFailure.badRequest("invalid resource version \"" + version + "\"");
    }
    boolean initial = exchange.queryValue("sendInitialEvents").filter("true"::equals).isPresent();
    boolean fromNow = version.isEmpty() || version.equals("0") || initial;
    String seconds = exchange.queryValue("timeoutSeconds").orElse("");
    boolean bookmarks =
        exchange.queryValue("allowWatchBookmarks").filter("true"::equals).isPresent();
    return new Reply.Streamed(
        200,
        java.util.Map.of("Content-Type", "application/json"),
        new WatchStream(
            registry.store(),
            type,
            selection(exchange, type, namespace),
            fromNow ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(version)),
            seconds.matches("[1-9]\\d{0,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : LONGEST_WATCH,
            bookmarks,
            initial && bookmarks));
  }

  private ObjectNode scale(Asked asked, ResourceType type) {
    Target target = asked.target();
    Exchange exchange = asked.exchange();
    return switch (asked.verb()) {
      case "get" -> scaling.read(type, target.namespace(), target.name());
      case "update" ->
          scaling.replace(
              type, target.namespace(), target.name(), body(exchange), options(exchange));
      case "patch" ->
          scaling.patch(
              type, target.namespace(), target.name(), patch(exchange), options(exchange));
      default -> throw ApiFailure.methodNotAllowed();
    };
  }

  private Reply issueToken(Asked asked) {
    Target target = asked.target();
    registry.get(ResourceTypes.SERVICE_ACCOUNT, target.namespace(), target.name());
    ObjectNode request = body(asked.exchange());
    long seconds = request.path("spec").path("expirationSeconds").asLong(3600);
    request
        .putObject("status")
        .put("token", tokens.issue(User.serviceAccount(target.namespace(), target.name())))
        .put("expirationTimestamp", Trees.time(registry.clock().instant().plusSeconds(seconds)));
    return Reply.json(201, request);
  }

  private static ApiFailure forbidden(User user, Attributes asked) {
    String where =
        asked.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + asked.namespace() + "\"";
    return ApiFailure.forbidden(
        asked.group(),
        asked.resource(),
        asked.name(),
        "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
            .formatted(user.name(), asked.verb(), asked.resourcePath(), asked.group(), where));
  }

  private static Reply deleted(ResourceType type, ObjectNode object) {
    ObjectNode status = Trees.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    ObjectNode details = status.put("status", "Success").putObject("details");
    details.put("name", Trees.name(object));
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", Trees.uid(object));
    return Reply.json(200, status);
  }

  private static Reply reply(ApiFailure failure) {
    Reply.Whole reply = Reply.json(failure.code(), failure.status());
    return failure.code() == 429 ? reply.with("Retry-After", "1") : reply;
  }

  private static Selection selection(Exchange exchange, ResourceType type, String namespace) {
    return new Selection(
        namespace,
        LabelSelector.parse(exchange.queryValue("labelSelector").orElse("")),
        fields(exchange, type));
  }

  private static FieldSelector fields(Exchange exchange, ResourceType type) {
    return FieldSelector.parse(exchange.queryValue("fieldSelector").orElse(""), type);
  }

  private static WriteOptions options(Exchange exchange) {
    String agent = exchange.header("user-agent").orElse("unknown").split("/")[0];
    return new WriteOptions(
        dryRun(exchange),
        exchange.queryValue("fieldManager").filter(m -> !m.isEmpty()).orElse(agent));
  }

  private static boolean dryRun(Exchange exchange) {
    Optional<String> asked = exchange.queryValue("dryRun").filter(value -> !value.isEmpty());
    if (asked.isPresent() && !asked.get().equals("All")) {
      throw ApiFailure.unknownDryRun(
          switch (exchange.method()) {
            case "POST" -> "CreateOptions";
            case "PUT" -> "UpdateOptions";
            case "PATCH" -> "PatchOptions";
            default -> "DeleteOptions";
          },
          asked.get());
    }
    return asked.isPresent();
  }

  private static DeleteOptions deleteOptions(Exchange exchange) {
    ObjectNode body = exchange.body().isBlank() ? Trees.object() : body(exchange);
    for (String name : List.of("propagationPolicy", "gracePeriodSeconds")) {
      exchange.queryValue(name).ifPresent(value -> body.put(name, value));
    }
    return DeleteOptions.of(body, dryRun(exchange));
  }

  private static Patch patch(Exchange exchange) {
    return Patch.parse(exchange.header("content-type").orElse(""), exchange.body());
  }

  private static ObjectNode body(Exchange exchange) {
    String type = exchange.header("content-type").orElse("application/json");
    if (type.contains("yaml")) {
      return Trees.documents(exchange.body()).getFirst();
    }
    if (type.contains("application/vnd.kubernetes.protobuf")) {
      return ProtobufBody.read(exchange.body());
    }
    if (!type.contains("json")) {
      throw ApiFailure.unsupportedMediaType("application/json, application/yaml");
    }
    List<ObjectNode> read = new ArrayList<>();
    try {
      if (Trees.parse(exchange.body()) instanceof ObjectNode object) {
        read.add(object);
      }
    } catch (JsonProcessingException e) {
      throw ApiFailure.badRequest(
          "couldn't get version/kind; json parse error near byte "
              + e.getLocation().getCharOffset());
    }
    if (read.isEmpty()) {
      throw ApiFailure.badRequest("the request body is not an object");
    }
    return read.getFirst();
  }
}
