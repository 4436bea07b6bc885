package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Azure Resource Manager: checks a request in the order the real one does (api-version,
/// subscription, sign-in, throttling, permission, existence), then hands it on.
final class ArmEndpoints implements LoopbackServer.Handler {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  // As .NET prints times, which is how they stand in the real messages.
  private static final DateTimeFormatter DOTNET =
      DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Resources resources;
  private final AccessTokens tokens;
  private final Audiences audiences;
  private final Addresses addresses;
  private final ApiVersions versions;
  private final CloudMetadata metadata;
  private final GatewayOperations gateways;
  private final IdentityOperations identities;
  private final Clock clock;
  private final Randomness randomness;

  ArmEndpoints(
      Resources resources,
      AccessTokens tokens,
      Audiences audiences,
      Addresses addresses,
      Clock clock,
      Randomness randomness) {
    this.resources = resources;
    this.tokens = tokens;
    this.audiences = audiences;
    this.addresses = addresses;
    this.versions = new ApiVersions(resources);
    this.metadata = new CloudMetadata(addresses);
    this.gateways = new GatewayOperations(resources, clock, randomness);
    this.identities = new IdentityOperations(randomness);
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public Reply answer(Exchange exchange) {
    Reply reply;
    try {
      reply = serve(exchange);
    } catch (ArmRefused e) {
      reply = e.error().reply();
    }
    String request = randomness.uuid();
    String correlation = exchange.header("x-ms-correlation-request-id").orElseGet(randomness::uuid);
    reply =
        reply
            .with("Cache-Control", "no-cache")
            .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
            .with("X-Content-Type-Options", "nosniff")
            .with("x-ms-request-id", request)
            .with("x-ms-correlation-request-id", correlation)
            .with(
                "x-ms-routing-request-id",
                "WESTEUROPE:" + COMPACT.format(clock.instant()) + ":" + correlation);
    boolean echo =
        exchange.header("x-ms-return-client-request-id").filter("true"::equals).isPresent();
    return echo && exchange.header("x-ms-client-request-id").isPresent()
        ? reply.with("x-ms-client-request-id", exchange.header("x-ms-client-request-id").orElse(""))
        : reply;
  }

  private Reply serve(Exchange exchange) throws ArmRefused {
    ArmTarget target = ArmTarget.of(exchange.path());
    String version = ApiVersions.wellFormed(ArmRequest.query(exchange, "api-version"));
    if (target instanceof ArmTarget.CloudMetadata) {
      return metadata.answer(version);
    }
    String tenant = Directory.HOME_TENANT;
    String scope = "";
    if (target instanceof ArmTarget.InSubscription inside) {
      Subscription subscription = subscription(inside.subscription());
      tenant = subscription.tenantId();
      scope = subscription.id();
    }
    Principal principal = authenticate(exchange, tenant);
    if (!scope.isEmpty() && !principal.tenantId().equals(tenant)) {
      throw wrongTenant(principal, tenant);
    }
    Throttling.Admission.Admitted admitted = throttle(exchange, principal, scope);
    Reply reply;
    try {
      authorize(exchange, principal, target);
      String base = "https://" + exchange.header("host").orElse(addresses.arm().getAuthority());
      reply = route(target, new ArmRequest(exchange, principal, version, base));
    } catch (ArmRefused e) {
      reply = e.error().reply();
    }
    String kind = scope.isEmpty() ? "tenant" : "subscription";
    String counted = Throttling.Kind.of(exchange.method()).name().toLowerCase(Locale.ROOT);
    String header = "x-ms-ratelimit-remaining-" + kind + "-";
    return reply
        .with(header + counted, Integer.toString(admitted.left()))
        .with(header + "global-" + counted, Integer.toString(admitted.leftForAll()));
  }

  private Subscription subscription(String id) throws ArmRefused {
    if (!GUID.matcher(id).matches()) {
      throw ArmError.of(
              400,
              "InvalidSubscriptionId",
              "The provided subscription identifier '%s' is malformed or invalid.".formatted(id))
          .refused();
    }
    return resources
        .find(id)
        .orElseThrow(
            () ->
                ArmError.of(
                        404,
                        "SubscriptionNotFound",
                        "The subscription '%s' could not be found.".formatted(id))
                    .refused());
  }

  private Principal authenticate(Exchange exchange, String tenant) throws ArmRefused {
    if (exchange.header("authorization").isEmpty()) {
      throw unauthenticated(
          tenant,
          "AuthenticationFailed",
          "Authentication failed. The 'Authorization' header is missing.");
    }
    if (exchange.bearer().isEmpty()) {
      throw unauthenticated(
          tenant,
          "AuthenticationFailed",
          "Authentication failed. The 'Authorization' header is provided in an invalid format.");
    }
    return switch (tokens.judge(exchange.bearer().get(), audiences::isArm)) {
      case AccessTokens.Verdict.Accepted(var principal) -> principal;
      case AccessTokens.Verdict.Expired(var at, var now) ->
          throw unauthenticated(
              tenant,
              "ExpiredAuthenticationToken",
              "The access token expiry UTC time '%s' is earlier than current UTC time '%s'."
                  .formatted(DOTNET.format(at), DOTNET.format(now)));
      case AccessTokens.Verdict.WrongAudience(var audience) ->
          throw unauthenticated(
              tenant,
              "InvalidAuthenticationTokenAudience",
              "The access token has been obtained for wrong audience or resource '%s'. It should"
                      .formatted(audience)
                  + " exactly match with one of the allowed audiences "
                  + audiences.allowed()
                  + ".");
      case AccessTokens.Verdict.Invalid() ->
          throw unauthenticated(
              tenant, "InvalidAuthenticationToken", "The access token is invalid.");
    };
  }

  private ArmRefused unauthenticated(String tenant, String code, String message) {
    return ArmError.of(401, code, message)
        .with(
            "WWW-Authenticate",
            "Bearer authorization_uri=\"%s/%s\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(addresses.entra(), tenant, message))
        .refused();
  }

  private ArmRefused wrongTenant(Principal principal, String tenant) {
    return unauthenticated(
        tenant,
        "InvalidAuthenticationTokenTenant",
        ("The access token is from the wrong issuer '%s'. It must match the tenant '%s' associated"
                + " with this subscription. Please use the authority (URL) '%s/%s' to get the"
                + " token.")
            .formatted(
                AccessTokens.issuer(principal.tenantId()),
                AccessTokens.issuer(tenant),
                addresses.entra(),
                tenant));
  }

  private Throttling.Admission.Admitted throttle(
      Exchange exchange, Principal principal, String subscription) throws ArmRefused {
    Throttling.Kind kind = Throttling.Kind.of(exchange.method());
    // Calls that no subscription is named in are counted for the tenant.
    String scope = subscription.isEmpty() ? principal.tenantId() : subscription;
    return switch (resources.throttling().admit(scope, principal.objectId(), kind)) {
      case Throttling.Admission.Admitted admitted -> admitted;
      case Throttling.Admission.Refused(long seconds) ->
          throw ArmError.of(
                  429,
                  "SubscriptionRequestsThrottled",
                  ("Number of '%s' requests for subscription '%s' actor '%s' exceeded. Please try"
                          + " again after '%d' seconds.")
                      .formatted(kind.word(), scope, principal.objectId(), seconds))
              .with("Retry-After", Long.toString(seconds))
              .with("x-ms-failure-cause", "gateway")
              .refused();
    };
  }

  private static void authorize(Exchange exchange, Principal principal, ArmTarget target)
      throws ArmRefused {
    String action = Permissions.actionFor(target, exchange.method());
    String scope = scope(exchange.path(), target);
    // Whoever may do anything in a subscription may see that it is there.
    boolean visible =
        target instanceof ArmTarget.OneSubscription one
            && principal.knows("/subscriptions/" + one.subscription());
    if (!action.isEmpty() && !visible && !principal.may(action, scope)) {
      throw ArmError.of(
              403,
              "AuthorizationFailed",
              ("The client '%s' with object id '%s' does not have authorization to perform action"
                      + " '%s' over scope '%s' or the scope is invalid. If access was recently"
                      + " granted, please refresh your credentials.")
                  .formatted(principal.clientId(), principal.objectId(), action, scope))
          .refused();
    }
  }

  /// What a permission must cover: the resource; for lists, what they are lists of.
  private static String scope(String path, ArmTarget target) {
    String trimmed = path.replaceAll("/{2,}", "/").replaceAll("/$", "");
    return switch (target) {
      case ArmTarget.OnGateway _, ArmTarget.Gateways _, ArmTarget.FederatedCredentials _ ->
          upTo(trimmed, 1);
      case ArmTarget.Services _, ArmTarget.AllServices _ -> upTo(trimmed, 3);
      case ArmTarget.Groups _, ArmTarget.Locations _ -> upTo(trimmed, 1);
      case ArmTarget.Provider _ -> upTo(trimmed, 2);
      case ArmTarget.OwnPermissions own -> own.scope();
      case ArmTarget.RoleDefinitionsAt at -> at.scope();
      case ArmTarget.RoleAssignmentsAt at -> at.scope();
      case ArmTarget.CloudMetadata _,
          ArmTarget.Tenants _,
          ArmTarget.Subscriptions _,
          ArmTarget.OneSubscription _,
          ArmTarget.OneGroup _,
          ArmTarget.OneService _,
          ArmTarget.OneGateway _,
          ArmTarget.OneRoleDefinition _,
          ArmTarget.OneRoleAssignment _,
          ArmTarget.OneIdentity _,
          ArmTarget.OneFederatedCredential _,
          ArmTarget.OneCluster _,
          ArmTarget.Nowhere _,
          ArmTarget.Unknown _ ->
          trimmed;
    };
  }

  private static String upTo(String path, int fewer) {
    String shorter = path;
    for (int i = 0; i < fewer; i++) {
      shorter = shorter.substring(0, shorter.lastIndexOf('/'));
    }
    return shorter;
  }

  private Reply route(ArmTarget target, ArmRequest request) throws ArmRefused {
    return switch (target) {
      case ArmTarget.CloudMetadata _ -> metadata.answer(request.apiVersion());
      case ArmTarget.Tenants _ ->
          read(request, Listings.list(List.of(Listings.tenant(request.principal().tenantId()))));
      case ArmTarget.Subscriptions _ -> read(request, subscriptions(request.principal()));
      case ArmTarget.OneSubscription(var id) ->
          read(request, Listings.subscription(subscription(id)));
      case ArmTarget.Locations(var id) ->
          read(request, Listings.list(List.of(Listings.location(subscription(id)))));
      case ArmTarget.Provider(var id) -> read(request, Listings.provider(subscription(id)));
      case ArmTarget.Groups(var id) ->
          read(
              request,
              Listings.list(subscription(id).groups().stream().map(Listings::group).toList()));
      case ArmTarget.AllServices(var id) -> {
        versions.checkProvider(request.apiVersion());
        yield read(
            request,
            Listings.list(
                subscription(id).groups().stream()
                    .flatMap(group -> group.services().stream())
                    .map(Listings::service)
                    .toList()));
      }
      case ArmTarget.OneGroup inside -> read(request, Listings.group(group(inside)));
      case ArmTarget.Services inside -> {
        versions.checkProvider(request.apiVersion());
        yield read(
            request,
            Listings.list(group(inside).services().stream().map(Listings::service).toList()));
      }
      case ArmTarget.OneService inside -> read(request, Listings.service(service(inside, request)));
      case ArmTarget.Gateways inside -> {
        onlyGet(request);
        yield gateways.list(service(inside, request), request);
      }
      case ArmTarget.OneGateway inside ->
          gateways.one(service(inside, request), inside.gateway(), request);
      case ArmTarget.OnGateway inside ->
          gateways.act(service(inside, request), inside.gateway(), inside.action(), request);
      case ArmTarget.OwnPermissions own -> {
        ArmResourceType.PERMISSIONS.check(request.apiVersion());
        yield read(request, Listings.permissions(request.principal().rolesAt(own.scope())));
      }
      case ArmTarget.RoleDefinitionsAt at -> {
        ArmResourceType.ROLE_DEFINITIONS.check(request.apiVersion());
        onlyGet(request);
        yield RoleOperations.definitions(at, request);
      }
      case ArmTarget.OneRoleDefinition one -> {
        ArmResourceType.ROLE_DEFINITIONS.check(request.apiVersion());
        yield RoleOperations.definition(one, request);
      }
      case ArmTarget.RoleAssignmentsAt at -> {
        ArmResourceType.ROLE_ASSIGNMENTS.check(request.apiVersion());
        onlyGet(request);
        yield RoleOperations.assignments(at, request);
      }
      case ArmTarget.OneRoleAssignment one -> {
        ArmResourceType.ROLE_ASSIGNMENTS.check(request.apiVersion());
        yield RoleOperations.assign(one, request);
      }
      case ArmTarget.OneIdentity one -> {
        ArmResourceType.IDENTITIES.check(request.apiVersion());
        yield identities.identity(one, group(one), request);
      }
      case ArmTarget.FederatedCredentials of -> {
        ArmResourceType.IDENTITIES.check(request.apiVersion());
        yield read(request, identities.credentials(of, group(of), request));
      }
      case ArmTarget.OneFederatedCredential one -> {
        ArmResourceType.IDENTITIES.check(request.apiVersion());
        yield identities.credential(one, group(one), request);
      }
      // Its api-versions come every month; any will do.
      case ArmTarget.OneCluster one -> read(request, Listings.cluster(cluster(one)));
      case ArmTarget.Nowhere _, ArmTarget.Unknown _ -> throw GatewayOperations.noSuchRoute();
    };
  }

  private ObjectNode subscriptions(Principal principal) {
    return Listings.list(
        resources.subscriptions().stream()
            .filter(subscription -> subscription.tenantId().equals(principal.tenantId()))
            .filter(subscription -> principal.knows(subscription.resourceId()))
            .map(Listings::subscription)
            .toList());
  }

  private ResourceGroup group(ArmTarget.InGroup inside) throws ArmRefused {
    return subscription(inside.subscription())
        .find(inside.group())
        .orElseThrow(
            () ->
                ArmError.of(
                        404,
                        "ResourceGroupNotFound",
                        "Resource group '%s' could not be found.".formatted(inside.group()))
                    .refused());
  }

  private AksCluster cluster(ArmTarget.OneCluster one) throws ArmRefused {
    return group(one)
        .findCluster(one.cluster())
        .orElseThrow(
            () ->
                ArmError.notFound(
                        "Microsoft.ContainerService/managedClusters/" + one.cluster(), one.group())
                    .refused());
  }

  private ApimService service(ArmTarget.InService inside, ArmRequest request) throws ArmRefused {
    ResourceGroup group = group(inside);
    versions.checkProvider(request.apiVersion());
    ApimService service =
        group
            .find(inside.service())
            .orElseThrow(
                () ->
                    ArmError.notFound(
                            "Microsoft.ApiManagement/service/" + inside.service(), inside.group())
                        .refused());
    ApiVersions.checkService(request.apiVersion(), service);
    boolean reads = Throttling.Kind.of(request.method()) == Throttling.Kind.READS;
    if (!reads && subscription(inside.subscription()).disabled()) {
      throw ArmError.of(
              409,
              "ReadOnlyDisabledSubscription",
              ("The subscription '%s' is disabled and therefore marked as read only. You cannot"
                      + " perform any write actions on this subscription until it is re-enabled.")
                  .formatted(inside.subscription()))
          .refused();
    }
    if (!reads && service.locked()) {
      throw ArmError.of(
              409,
              "ServiceLocked",
              ("The API Service %s is transitioning at this time. Please try the request again"
                      + " later.")
                  .formatted(service.name()))
          .refused();
    }
    return service;
  }

  private static Reply read(ArmRequest request, ObjectNode body) throws ArmRefused {
    onlyGet(request);
    return Reply.json(200, body);
  }

  private static void onlyGet(ArmRequest request) throws ArmRefused {
    if (!request.method().equals("GET")) {
      throw GatewayOperations.methodNotAllowed(request.method());
    }
  }
}
