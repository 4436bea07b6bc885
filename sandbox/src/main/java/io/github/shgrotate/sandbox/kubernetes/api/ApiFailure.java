package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A request the API refuses, with the `Status` object it answers.
public final class ApiFailure extends RuntimeException {
  private final transient ObjectNode status;

  /// One complaint about a field.
  ///
  /// @param reason such as `FieldValueInvalid`
  public record Cause(String reason, String field, String message) {
    public static Cause invalid(String field, String value, String message) {
      return new Cause("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + message);
    }

    public static Cause forbidden(String field, String message) {
      return new Cause("FieldValueForbidden", field, "Forbidden: " + message);
    }

    public static Cause required(String field, String message) {
      return new Cause(
          "FieldValueRequired",
          field,
          "Required value" + (message.isEmpty() ? "" : ": " + message));
    }
  }

  private ApiFailure(ObjectNode status) {
    super(status.path("message").asText());
    this.status = status;
  }

  /// The answer's body.
  public ObjectNode status() {
    return status;
  }

  public int code() {
    return status.path("code").asInt();
  }

  public String reason() {
    return status.path("reason").asText();
  }

  public static ApiFailure notFound(ResourceType type, String name) {
    return about(
        type, name, 404, "NotFound", "%s \"%s\" not found".formatted(type.groupResource(), name));
  }

  /// A path the API does not serve at all.
  public static ApiFailure noSuchPath() {
    ApiFailure failure = of(404, "NotFound", "the server could not find the requested resource");
    failure.status.putObject("details");
    return failure;
  }

  public static ApiFailure alreadyExists(ResourceType type, String name) {
    return about(
        type,
        name,
        409,
        "AlreadyExists",
        "%s \"%s\" already exists".formatted(type.groupResource(), name));
  }

  public static ApiFailure staleVersion(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  public static ApiFailure conflict(ResourceType type, String name, String why) {
    return about(
        type,
        name,
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(type.groupResource(), name, why));
  }

  /// A condition of a deletion that does not hold; for these the real API names the kind.
  public static ApiFailure preconditionFailed(ResourceType type, String name, String why) {
    ApiFailure failure =
        of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.kind(), name, why));
    failure.status.putObject("details").put("name", name).put("kind", type.kind());
    return failure;
  }

  /// The real API takes this for a fault of its own: 500, without a reason.
  public static ApiFailure versionOnCreate() {
    ApiFailure failure = of(500, "", "resourceVersion should not be set on objects to be created");
    failure.status.remove("reason");
    return failure;
  }

  public static ApiFailure forbidden(String group, String resource, String name, String why) {
    String groupResource = group.isEmpty() ? resource : resource + "." + group;
    String subject = name.isEmpty() ? groupResource : groupResource + " \"" + name + "\"";
    ApiFailure failure = of(403, "Forbidden", subject + " is forbidden: " + why);
    ObjectNode details = failure.status.putObject("details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", resource);
    return failure;
  }

  public static ApiFailure forbiddenPath(String user, String verb, String path) {
    ApiFailure failure =
        of(
            403,
            "Forbidden",
            "forbidden: User \"%s\" cannot %s path \"%s\"".formatted(user, verb, path));
    failure.status.putObject("details");
    return failure;
  }

  public static ApiFailure unauthorized() {
    return of(401, "Unauthorized", "Unauthorized");
  }

  public static ApiFailure badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static ApiFailure unsupportedMediaType(String accepted) {
    return of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  /// A patch of a kind the API does not take at all.
  public static ApiFailure unsupportedPatch() {
    ApiFailure failure = of(415, "UnsupportedMediaType", "415: Unsupported Media Type");
    failure.status.putObject("details");
    return failure;
  }

  /// A value of `dryRun` other than `All`.
  public static ApiFailure unknownDryRun(String options, String value) {
    String message = "Unsupported value: [\"%s\"]: supported values: \"All\"".formatted(value);
    ApiFailure failure =
        of(
            422,
            "Invalid",
            "%s.meta.k8s.io \"\" is invalid: dryRun: %s".formatted(options, message));
    ObjectNode details =
        failure.status.putObject("details").put("group", "meta.k8s.io").put("kind", options);
    addCauses(details, List.of(new Cause("FieldValueNotSupported", "dryRun", message)));
    return failure;
  }

  public static ApiFailure methodNotAllowed() {
    ApiFailure failure =
        of(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource");
    failure.status.putObject("details");
    return failure;
  }

  /// What a JSON patch answers that cannot be applied, a failed `test` included; the real API does
  /// not say which operation failed.
  public static ApiFailure unprocessablePatch() {
    ApiFailure failure =
        of(422, "Invalid", "the server rejected our request due to an error in our request");
    failure.status.putObject("details");
    return failure;
  }

  /// What a patch answers whose result cannot be decoded. The real API repeats the whole patched
  /// object in its message, so this one does too.
  public static ApiFailure undecodablePatch(String patched, String why) {
    Cause cause = Cause.invalid("patch", patched.replace("\"", "\\\""), why);
    ApiFailure failure = of(422, "Invalid", " \"\" is invalid: patch: " + cause.message());
    addCauses(failure.status.putObject("details"), List.of(cause));
    return failure;
  }

  public static ApiFailure gone(String message) {
    return of(410, "Expired", message);
  }

  /// An eviction that a PodDisruptionBudget does not allow now.
  public static ApiFailure tooManyRequests(String message) {
    return of(429, "TooManyRequests", message);
  }

  public static ApiFailure invalid(ResourceType type, String name, List<Cause> causes) {
    String text =
        String.join(", ", causes.stream().map(c -> c.field() + ": " + c.message()).toList());
    ApiFailure failure =
        of(
            422,
            "Invalid",
            "%s \"%s\" is invalid: %s"
                .formatted(type.groupKind(), name, causes.size() > 1 ? "[" + text + "]" : text));
    ObjectNode details = failure.status.putObject("details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.kind());
    addCauses(details, causes);
    return failure;
  }

  private static void addCauses(ObjectNode details, List<Cause> causes) {
    ArrayNode list = details.putArray("causes");
    causes.forEach(
        cause ->
            list.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
  }

  private static ApiFailure about(
      ResourceType type, String name, int code, String reason, String message) {
    ApiFailure failure = of(code, reason, message);
    ObjectNode details = failure.status.putObject("details").put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural());
    return failure;
  }

  private static ApiFailure of(int code, String reason, String message) {
    ObjectNode status = Trees.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason);
    return new ApiFailure(status.put("code", code));
  }
}
