package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Roles and their assignments: what Azure's REST reference says of making, reading and listing
/// both (2022-04-01), as far as Azure CLI uses it. An assignment grants what the role allows.
///
/// Documented are the bodies, `roleName eq`, `atScope()`, that a role's name is unique in a tenant
/// and that whoever makes a role must be allowed to at each of its scopes. The codes of the
/// refusals are seen in the wild; invented are most of their sentences, that a role which exists
/// cannot be changed, and that a role's data actions are forgotten. Missing are most built-in
/// roles, who made something and when, and the check that the scope of an assignment is there.
final class RoleOperations {
  private static final Pattern BY_NAME = Pattern.compile("roleName eq '(.*)'");
  private static final String AT_SCOPE = "atScope()";
  private static final String WRITE = "Microsoft.Authorization/roleDefinitions/write";

  private RoleOperations() {}

  static Reply definitions(ArmTarget.RoleDefinitionsAt at, ArmRequest request) throws ArmRefused {
    Optional<String> filter = request.query("$filter");
    Matcher byName = BY_NAME.matcher(filter.orElse(""));
    if (filter.isPresent() && !byName.matches()) {
      throw unsupportedFilter(filter.get());
    }
    String name = filter.isPresent() ? byName.group(1).replace("''", "'") : "";
    return Reply.json(
        200,
        Listings.list(
            roles(request).assignableAt(at.scope()).stream()
                .filter(role -> filter.isEmpty() || role.name().equalsIgnoreCase(name))
                .map(role -> definition(role, at.subscription()))
                .toList()));
  }

  static Reply definition(ArmTarget.OneRoleDefinition one, ArmRequest request) throws ArmRefused {
    Optional<RoleDefinition> known = roles(request).find(one.name());
    if (request.method().equals("GET")) {
      return Reply.json(
          200,
          definition(known.orElseThrow(() -> unknownRole(404, one.name())), one.subscription()));
    }
    only("PUT", request);
    if (known.isPresent()) {
      throw ArmError.of(409, "Conflict", "The sandbox does not change roles.").refused();
    }
    RoleDefinition role = roleOf(one.name(), request.body());
    Optional<String> forbidden =
        role.assignableScopes().stream()
            .filter(scope -> !request.principal().may(WRITE, scope))
            .findFirst();
    if (forbidden.isPresent()) {
      throw ArmError.of(
              403,
              "LinkedAuthorizationFailed",
              ("The client '%s' has permission to perform action '%s' on scope '%s'; however, it"
                      + " does not have permission to perform action '%s' on the linked scope(s)"
                      + " '%s' or the linked scope(s) are invalid.")
                  .formatted(
                      request.principal().clientId(), WRITE, one.scope(), WRITE, forbidden.get()))
          .refused();
    }
    if (!roles(request).add(role)) {
      throw ArmError.of(
              409,
              "RoleDefinitionWithSameNameExists",
              "A custom role with the same name already exists in this directory. Use a different"
                  + " name.")
          .refused();
    }
    return Reply.json(201, definition(role, one.subscription()));
  }

  static Reply assignments(ArmTarget.RoleAssignmentsAt at, ArmRequest request) throws ArmRefused {
    Optional<String> filter = request.query("$filter");
    if (!filter.equals(Optional.of(AT_SCOPE))) {
      throw unsupportedFilter(filter.orElse(""));
    }
    return Reply.json(
        200,
        Listings.list(
            request
                .principal()
                .tenant()
                .principals()
                .flatMap(
                    principal ->
                        principal.roles().stream()
                            .filter(assignment -> Scope.covers(assignment.scope(), at.scope()))
                            .map(
                                assignment -> assignment(assignment, principal, at.subscription())))
                .toList()));
  }

  static Reply assign(ArmTarget.OneRoleAssignment one, ArmRequest request) throws ArmRefused {
    only("PUT", request);
    JsonNode properties = request.body().path("properties");
    String roleId = Json.text(properties, "roleDefinitionId").orElse("");
    String principalId = Json.text(properties, "principalId").orElse("");
    String roleName = roleId.substring(roleId.lastIndexOf('/') + 1);
    RoleDefinition role =
        roles(request).find(roleName).orElseThrow(() -> unknownRole(400, roleName));
    if (!role.assignableAt(one.scope())) {
      throw ArmError.of(
              400,
              "RoleAssignmentScopeNotAssignableToRoleDefinition",
              "The role assignment scope '%s' is not assignable by the role definition '%s'."
                  .formatted(one.scope(), role.id()))
          .refused();
    }
    Tenant tenant = request.principal().tenant();
    Principal principal =
        tenant.principal(principalId).orElseThrow(() -> unknownPrincipal(principalId, tenant));
    boolean there =
        principal.roles().stream()
            .filter(other -> other.role().equals(role))
            .anyMatch(other -> other.scope().equalsIgnoreCase(one.scope()));
    if (there) {
      throw ArmError.of(409, "RoleAssignmentExists", "The role assignment already exists.")
          .refused();
    }
    principal.assign(one.name(), one.scope(), role);
    return Reply.json(201, assignment(principal.roles().getLast(), principal, one.subscription()));
  }

  private static RoleDefinitions roles(ArmRequest request) {
    return request.principal().tenant().roles();
  }

  private static RoleDefinition roleOf(String id, ObjectNode body) throws ArmRefused {
    JsonNode properties = body.path("properties");
    RoleDefinition role =
        new RoleDefinition(
            id,
            Json.text(properties, "roleName").orElse(""),
            Json.text(properties, "description").orElse(""),
            texts(properties.at("/permissions/0/actions")),
            texts(properties.at("/permissions/0/notActions")),
            texts(properties.path("assignableScopes")));
    if (role.name().isEmpty()
        || role.assignableScopes().isEmpty()
        || properties.path("permissions").size() != 1) {
      throw ArmError.of(
              400,
              "InvalidRoleDefinition",
              "The role needs a roleName, assignableScopes and one of permissions.")
          .refused();
    }
    return role;
  }

  private static ObjectNode definition(RoleDefinition role, String subscription) {
    ObjectNode body =
        Json.object()
            .put("id", role.resourceId(subscription))
            .put("type", "Microsoft.Authorization/roleDefinitions")
            .put("name", role.id());
    ObjectNode properties =
        body.putObject("properties")
            .put("roleName", role.name())
            .put("type", role.custom() ? "CustomRole" : "BuiltInRole")
            .put("description", role.description());
    ArrayNode scopes = properties.putArray("assignableScopes");
    role.assignableScopes().forEach(scopes::add);
    properties.putArray("permissions").add(Listings.permission(role));
    return body;
  }

  private static ObjectNode assignment(
      RoleAssignment assignment, Principal principal, String subscription) {
    ObjectNode body =
        Json.object()
            .put(
                "id",
                "%s/providers/Microsoft.Authorization/roleAssignments/%s"
                    .formatted(assignment.scope().replaceAll("/$", ""), assignment.name()))
            .put("type", "Microsoft.Authorization/roleAssignments")
            .put("name", assignment.name());
    body.putObject("properties")
        .put("roleDefinitionId", assignment.role().resourceId(subscription))
        .put("principalId", principal.objectId())
        .put("principalType", "ServicePrincipal")
        .put("scope", assignment.scope());
    return body;
  }

  private static ArmRefused unsupportedFilter(String filter) {
    return ArmError.of(
            400, "UnsupportedQuery", "The sandbox does not know the filter '%s'.".formatted(filter))
        .refused();
  }

  private static ArmRefused unknownRole(int status, String id) {
    return ArmError.of(
            status,
            "RoleDefinitionDoesNotExist",
            "The specified role definition with ID '%s' does not exist."
                .formatted(id.replace("-", "")))
        .refused();
  }

  private static ArmRefused unknownPrincipal(String id, Tenant tenant) {
    return ArmError.of(
            400,
            "PrincipalNotFound",
            ("Principal %s does not exist in the directory %s. Check that you have the correct"
                    + " principal ID. If you are creating this principal and then immediately"
                    + " assigning a role, this error might be related to a replication delay. In"
                    + " this case, set the role assignment principalType property to a value, such"
                    + " as ServicePrincipal, User, or Group.  See"
                    + " https://aka.ms/docs-principaltype")
                .formatted(id.replace("-", ""), tenant.id()))
        .refused();
  }

  private static void only(String method, ArmRequest request) throws ArmRefused {
    if (!request.method().equals(method)) {
      throw GatewayOperations.methodNotAllowed(request.method());
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
