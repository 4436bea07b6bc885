package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.shgrotate.sandbox.azure.OpenApiSpecification.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Compares the sandbox's ARM with Microsoft's own description of it, which lies beside the
/// checkout (or where `APIM_OPENAPI` says) and never in it.
class OpenApiConformityTest {
  private static final String FILES =
      "specification/apimanagement/resource-manager/Microsoft.ApiManagement/stable/2024-05-01/";
  private static final String PATH =
      "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/"
          + "Microsoft.ApiManagement/service/{serviceName}/gateways";
  private static final List<String> OPERATIONS =
      List.of(
          "Gateway_CreateOrUpdate",
          "Gateway_Delete",
          "Gateway_GenerateToken",
          "Gateway_Get",
          "Gateway_GetEntityTag",
          "Gateway_InvalidateDebugCredentials",
          "Gateway_ListByService",
          "Gateway_ListDebugCredentials",
          "Gateway_ListKeys",
          "Gateway_ListTrace",
          "Gateway_RegenerateKey",
          "Gateway_Update");
  private static final String EXAMPLE_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

  private final AzureSession session = new AzureSession();
  private static Path folder = Path.of("");

  @BeforeAll
  static void find() {
    Optional<Path> found = folder();
    if (found.isEmpty()) {
      String line =
          "skipped: the official OpenAPI files are not here (APIM_OPENAPI names their folder)";
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.out.println("OpenApiConformityTest " + line);
      Assumptions.abort(line);
    }
    folder = found.orElseThrow().resolve(FILES);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void every_answer_of_a_gateway_operation_is_as_the_schemas_say() throws IOException {
    String gateway = AzureSession.SERVICE + "/gateways/gw9";
    String one = "/{gatewayId}";
    String put = "{\"properties\":{\"description\":\"d\",\"locationData\":{\"name\":\"here\"}}}";
    String expiry = session.in(Duration.ofDays(7)).toString();
    String token = "{\"keyType\":\"secondary\",\"expiry\":\"%s\"}".formatted(expiry);
    String debug =
        "{\"purposes\":[\"tracing\"],\"apiId\":\"%s/apis/a1\"}".formatted(AzureSession.SERVICE);

    conforms("PUT", one, gateway, put, 201);
    conforms("PUT", one, gateway, put, 200);
    conforms("GET", one, gateway, "", 200);
    conforms("HEAD", one, gateway, "", 200);
    conforms("PATCH", one, gateway, put, 200);
    conforms("GET", "", AzureSession.SERVICE + "/gateways", "", 200);
    conforms("POST", one + "/listKeys", gateway + "/listKeys", "", 200);
    conforms("POST", one + "/generateToken", gateway + "/generateToken", token, 200);
    conforms(
        "POST",
        one + "/regenerateKey",
        gateway + "/regenerateKey",
        "{\"keyType\":\"primary\"}",
        204);
    conforms("POST", one + "/listDebugCredentials", gateway + "/listDebugCredentials", debug, 200);
    conforms("POST", one + "/listTrace", gateway + "/listTrace", "{\"traceId\":\"t\"}", 200);
    conforms(
        "POST",
        one + "/invalidateDebugCredentials",
        gateway + "/invalidateDebugCredentials",
        "",
        204);

    // Everything else that comes back is the common error.
    conforms("POST", one + "/generateToken", gateway + "/generateToken", "{}", 400);
    conforms("POST", one + "/generateToken", gateway + "/generateToken", "", 400);
    conforms("GET", one, gateway + "x", "", 404);
    session
        .azure
        .resources()
        .unknownGatewayAnswers(Resources.UnknownGatewayAnswer.VALIDATION_ERROR);
    conforms("GET", one, gateway + "x", "", 400);
    ApimService service =
        session
            .azure
            .resources()
            .subscription(AzureSession.SUBSCRIPTION)
            .group("rg1")
            .service("apimService1");
    service.locked(true);
    conforms("POST", one + "/listKeys", gateway + "/listKeys", "", 409);
    service.locked(false);
    conforms("DELETE", one, gateway, "", 200);
    conforms("DELETE", one, gateway, "", 204);
    session.azure.resources().throttling().limit(Throttling.Kind.WRITES, 0, 1);
    conforms("POST", one + "/listKeys", gateway + "/listKeys", "", 429);
    session.application.revokeAll();
    conforms("GET", one, gateway, "", 403);
    session.azure.directory().accessTokenLifetime(Duration.ZERO);
    conforms("GET", one, gateway, "", 401);
  }

  @Test
  void the_official_examples_are_answered_in_the_shape_they_show() throws IOException {
    // The examples ask for an expiry of April 2020.
    Instant then = Instant.parse("2020-04-20T00:00:00Z");
    session.clock.advance(Duration.between(session.clock.instant(), then));
    for (String id : List.of("gw2", "mygateway", "gwId")) {
      exampleGateway(id);
    }
    var replayed = new TreeSet<String>();
    // Creating comes first and deleting last, so that all others have what they ask about.
    List<String> order = new ArrayList<>(OPERATIONS);
    order.remove("Gateway_Delete");
    order.add("Gateway_Delete");
    for (String operation : order) {
      Call call = call(operation);
      for (var example : call.operation().at("x-ms-examples").node().properties()) {
        Path file = folder.resolve(example.getValue().path("$ref").asText());
        replay(call, new ObjectMapper().readTree(file.toFile()));
        replayed.add(operation);
      }
    }
    assertThat(replayed).containsExactlyElementsOf(OPERATIONS);
  }

  /// An operation of the description.
  private record Call(String method, String path, Part operation) {}

  private Call call(String operationId) {
    Part paths = specification().root().at("paths");
    for (var path : paths.node().properties()) {
      for (var method : path.getValue().properties()) {
        if (method.getValue().path("operationId").asText().equals(operationId)) {
          return new Call(
              method.getKey().toUpperCase(java.util.Locale.ROOT),
              path.getKey(),
              new Part(paths.file(), method.getValue()));
        }
      }
    }
    throw new AssertionError("the description has no " + operationId);
  }

  private void replay(Call call, JsonNode example) {
    JsonNode parameters = example.path("parameters");
    String path = call.path();
    for (var parameter : parameters.properties()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue().asText());
    }
    String body = parameters.has("parameters") ? parameters.path("parameters").toString() : "";
    for (var expected : example.path("responses").properties()) {
      var answer =
          session.arm(
              call.method(),
              path + "?api-version=" + parameters.path("api-version").asText(),
              body,
              session.accessToken(),
              ifMatch(call.method(), parameters.path("If-Match").asText()));
      String what = call.method() + " " + path;
      assertThat(answer.status())
          .as(what + " " + answer.response().body())
          .isEqualTo(Integer.parseInt(expected.getKey()));
      expected
          .getValue()
          .path("headers")
          .fieldNames()
          .forEachRemaining(name -> assertThat(answer.header(name)).as(name).isNotEmpty());
      if (expected.getValue().has("body")) {
        assertSameShape(expected.getValue().path("body"), answer.json(), what);
      } else {
        assertThat(answer.response().body()).as(what).isEmpty();
      }
    }
  }

  private static void assertSameShape(JsonNode example, JsonNode answer, String at) {
    assertThat(answer.getNodeType()).as(at).isEqualTo(example.getNodeType());
    for (var member : example.properties()) {
      // Recorded traffic leaves an empty nextLink out. A trace is free-form: the sandbox runs none.
      boolean exempt = member.getKey().equals("nextLink") || at.endsWith(".traceEntries");
      if (!exempt) {
        assertSameShape(
            member.getValue(), answer.path(member.getKey()), at + "." + member.getKey());
      }
    }
    if (example.isArray()) {
      for (JsonNode element : answer) {
        assertSameShape(example.path(0), element, at + "[]");
      }
    }
  }

  private void conforms(String method, String template, String path, String body, int status)
      throws IOException {
    var answer =
        session.arm(
            method,
            path + "?api-version=2024-05-01",
            body,
            session.accessToken(),
            ifMatch(method, "*"));
    String what = method + " " + path;
    assertThat(answer.status()).as(what + " " + answer.response().body()).isEqualTo(status);

    OpenApiSpecification specification = specification();
    Part responses =
        specification
            .root()
            .at("paths")
            .at(PATH + template)
            .at(method.toLowerCase(java.util.Locale.ROOT))
            .at("responses");
    Part response = responses.at(Integer.toString(status));
    if (!response.exists()) {
      assertThat(status).as("a success that is not described").isGreaterThanOrEqualTo(400);
      response = responses.at("default");
    }
    assertThat(response.exists()).as(what + " is not described").isTrue();
    response
        .at("headers")
        .node()
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.header(name)).as(name).isNotEmpty());
    Part schema = response.at("schema");
    if (schema.exists()) {
      assertThat(specification.problems(schema, answer.json())).as(what).isEmpty();
      assertThat(answer.header("Content-Type")).startsWith("application/json");
    } else {
      assertThat(answer.response().body()).as(what).isEmpty();
    }
  }

  @Test
  void the_checker_finds_what_is_wrong() throws IOException {
    OpenApiSpecification specification = specification();
    Part token =
        new Part(
            folder.resolve("definitions.json"),
            new ObjectMapper()
                .readTree("{\"$ref\":\"#/definitions/GatewayTokenRequestContract\"}"));
    JsonNode wrong = new ObjectMapper().readTree("{\"keyType\":\"third\",\"other\":1}");
    assertThat(specification.problems(token, wrong)).hasSize(3);
  }

  private OpenApiSpecification specification() {
    return new OpenApiSpecification(folder.resolve("apimgateways.json"));
  }

  private void exampleGateway(String id) {
    session
        .azure
        .resources()
        .gateway(EXAMPLE_SUBSCRIPTION, "rg1", "apimService1", id)
        .replaceProperties(
            Json.parse("{\"description\":\"d\",\"locationData\":{\"name\":\"here\"}}")
                .orElseThrow());
  }

  private static Map<String, String> ifMatch(String method, String value) {
    Map<String, String> headers = new HashMap<>();
    if (!value.isEmpty() && (method.equals("PATCH") || method.equals("DELETE"))) {
      headers.put("If-Match", value);
    }
    return headers;
  }

  private static Optional<Path> folder() {
    Optional<String> named =
        Optional.ofNullable(System.getProperty("APIM_OPENAPI"))
            .or(() -> Optional.ofNullable(System.getenv("APIM_OPENAPI")));
    if (named.isPresent()) {
      return named.map(Path::of).filter(Files::isDirectory);
    }
    // Beside the checkout, whichever of its folders the tests run in.
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path beside = up.resolve("shared/reference/openapi");
      if (Files.isDirectory(beside.resolve(FILES))) {
        return Optional.of(beside);
      }
    }
    return Optional.empty();
  }
}
