package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the API answered. A class and not a record: a Secret's answer holds the token, so nothing
/// here prints the body.
final class ApiAnswer {
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;

  /// How webhooks and policies say no, with whatever status they like.
  private static final Pattern DENIED =
      Pattern.compile(
          "(?:(admission webhook) \"([^\"]+)\" denied)"
              + "|(?:(ValidatingAdmissionPolicy) '([^']+)' with binding '[^']+' denied)");

  /// How the API server says that it has not heard from a webhook which it must ask.
  private static final Pattern UNHEARD = Pattern.compile("failed calling webhook \"([^\"]+)\"");

  private final int status;
  private final JsonNode body;
  private final Optional<String> auditId;

  ApiAnswer(int status, JsonNode body, Optional<String> auditId) {
    this.status = status;
    this.body = body;
    this.auditId = auditId;
  }

  int status() {
    return status;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  JsonNode body() {
    return body;
  }

  /// The lines of a log.
  String lines() {
    return body.asText();
  }

  /// Whether it is in the form in which Kubernetes says no; a proxy or a login page is not.
  boolean isStatus() {
    return body.path("kind").asText("").equals("Status");
  }

  /// The fields that a `Status` finds wrong. Its sentences are not for people: they may quote the
  /// whole object that was to be written.
  List<String> wrongFields() {
    Set<String> fields = new LinkedHashSet<>();
    for (JsonNode cause : body.path("details").path("causes")) {
      String field = Redaction.shown(cause.path("field").asText(""));
      if (!field.isBlank()) {
        fields.add(field);
      }
    }
    return List.copyOf(fields);
  }

  /// The webhook or policy that said no, if one did.
  Optional<String> deniedBy() {
    Matcher denied = DENIED.matcher(body.path("message").asText(""));
    if (!denied.find()) {
      return Optional.empty();
    }
    return Optional.of(
        denied.group(1) == null
            ? denied.group(3) + " " + denied.group(4)
            : denied.group(1) + " " + denied.group(2));
  }

  /// The webhook that gave no answer, if that is why the API server has none.
  Optional<String> unheard() {
    Matcher unheard = UNHEARD.matcher(body.path("message").asText(""));
    return unheard.find() ? Optional.of("admission webhook " + unheard.group(1)) : Optional.empty();
  }

  /// Whether another attempt may be answered otherwise. A webhook's no is final, whatever status it
  /// likes.
  boolean mayPass() {
    return (status == TOO_MANY || status >= 500) && deniedBy().isEmpty();
  }

  /// Whether an [ApiCall.Verb#EDIT] was refused because what it tests is not so: a validation finds
  /// fields wrong, and a webhook says that it is one.
  boolean foundOtherThanExpected() {
    return status == UNPROCESSABLE && isStatus() && wrongFields().isEmpty() && deniedBy().isEmpty();
  }

  /// The sentence of a `Status`, for what holds no secret, such as an event.
  String message() {
    return Redaction.shown(body.path("message").asText(""));
  }

  /// How the API server's audit log names the request.
  List<String> requestIds() {
    return auditId.map(id -> List.of("audit-id=" + id)).orElse(List.of());
  }

  @Override
  public String toString() {
    return "ApiAnswer[" + status + "]";
  }
}
