package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An answer of ARM that is not what was asked for.
///
/// @param details what is wrong, field by field; mostly empty
/// @param headers beside the usual ones
record ArmError(
    int status, String code, String message, List<Detail> details, Map<String, String> headers) {

  /// One wrong field.
  record Detail(String code, String target, String message) {}

  static ArmError of(int status, String code, String message) {
    return new ArmError(status, code, message, List.of(), Map.of());
  }

  /// ARM's way to say that a resource is not there, of any provider.
  ///
  /// @param resource such as `Microsoft.ApiManagement/service/NAME`
  static ArmError notFound(String resource, String group) {
    return of(
        404,
        "ResourceNotFound",
        ("The Resource '%s' under resource group '%s' was not found. For more details please go to"
                + " https://aka.ms/ARMResourceNotFoundFix")
            .formatted(resource, group));
  }

  /// API Management's way to say that a field is wrong.
  static ArmError wrongField(String target, String message) {
    return new ArmError(
        400,
        "ValidationError",
        "One or more fields contain incorrect values:",
        List.of(new Detail("ValidationError", target, message)),
        Map.of());
  }

  ArmError with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ArmError(status, code, message, details, more);
  }

  ArmRefused refused() {
    return new ArmRefused(this);
  }

  Reply reply() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error").put("code", code).put("message", message);
    if (!details.isEmpty()) {
      ArrayNode list = error.putArray("details");
      details.forEach(
          detail ->
              list.addObject()
                  .put("code", detail.code())
                  .put("target", detail.target())
                  .put("message", detail.message()));
    }
    Reply reply = Reply.json(status, body);
    for (var header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }
}
