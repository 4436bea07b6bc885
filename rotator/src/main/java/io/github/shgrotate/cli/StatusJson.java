package io.github.shgrotate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.status.Finding;
import io.github.shgrotate.status.GatewayStatus;
import io.github.shgrotate.status.PodCount;
import io.github.shgrotate.status.SignIn;
import io.github.shgrotate.status.StatusReport;
import io.github.shgrotate.status.TokenLife;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The status for programs; `docs/reference/status.schema.json` describes it.
final class StatusJson {
  static final String SCHEMA = "shgrotate.github.io/status/v1";

  private StatusJson() {}

  static String of(StatusReport report, Exit exit) {
    ObjectNode document = JsonDocument.begin(SCHEMA, exit);
    document.put("at", time(report.at())).put("clock", "machine");
    report.serverAhead().ifPresent(by -> document.put("apiAheadSeconds", by.toSeconds()));
    ObjectNode scope = document.putObject("scope");
    report
        .scope()
        .namespace()
        .ifPresentOrElse(
            name -> scope.put("namespace", name), () -> scope.put("allNamespaces", true));
    document
        .putObject("policy")
        .put("renewBeforeSeconds", report.policy().renewBefore().toSeconds())
        .put("warnSeconds", report.policy().warn().toSeconds())
        .put("critSeconds", report.policy().crit().toSeconds());
    document.put("state", report.state().word());
    ArrayNode gateways = document.putArray("gateways");
    report.gateways().forEach(each -> gateway(gateways.addObject(), each, report.at()));
    findings(document, report.findings());
    ArrayNode blindSpots = document.putArray("blindSpots");
    report
        .blindSpots()
        .forEach(
            spot ->
                blindSpots
                    .addObject()
                    .put("permission", spot.permission())
                    .put("hides", spot.hides()));
    return JsonDocument.written(document) + System.lineSeparator();
  }

  static String of(Failure failure, Exit exit) {
    ObjectNode document = JsonDocument.begin(SCHEMA, exit);
    document.set("failure", JsonDocument.failure(failure));
    return JsonDocument.written(document) + System.lineSeparator();
  }

  private static void gateway(ObjectNode told, GatewayStatus gateway, Instant now) {
    told.put("namespace", gateway.namespace());
    told.putObject("workload")
        .put("kind", gateway.workload().kind().kind())
        .put("name", gateway.workload().name());
    told.put("state", gateway.state().word());
    gateway.identity().name().ifPresent(name -> told.put("gateway", name));
    gateway.identity().service().ifPresent(name -> told.put("service", name));
    gateway.identity().endpoint().ifPresent(endpoint -> told.put("endpoint", endpoint));
    gateway.identity().recorded().map(Gateway::resourceId).ifPresent(id -> told.put("id", id));
    signIn(told.putObject("signIn"), gateway.signIn());
    gateway.key().ifPresent(key -> told.put("key", key));
    if (gateway.token().isPresent() && gateway.life().isPresent()) {
      token(told.putObject("token"), gateway.token().get(), gateway.life().get(), now);
    }
    gateway.pods().ifPresent(pods -> pods(told.putObject("pods"), pods));
    owners(told.putArray("secretOwners"), gateway.secretOwners());
    owners(told.putArray("workloadOwners"), gateway.workloadOwners());
    findings(told, gateway.findings());
  }

  private static void signIn(ObjectNode told, SignIn signIn) {
    switch (signIn) {
      case SignIn.Token from ->
          told.put("by", "token").put("secret", from.secretName()).put("dataKey", from.dataKey());
      case SignIn.Entra(String method) -> told.put("by", "entra").put("method", method);
      case SignIn.PlainText text -> told.put("by", "plain-text").put("where", text.where());
      case SignIn.Unclear(String why) -> told.put("by", "unclear").put("why", why);
    }
  }

  private static void token(ObjectNode told, TokenFacts token, TokenLife life, Instant now) {
    told.put("id", token.fingerprint().hex());
    life.issuedAt().ifPresent(at -> told.put("issuedAt", time(at)));
    told.put("renewalDueAt", time(life.renewalDue()))
        .put("azureWarnsAt", time(life.azureWarns()))
        .put("expiresAt", time(life.ends()))
        .put("expiresInSeconds", Duration.between(now, life.ends()).toSeconds());
  }

  private static void pods(ObjectNode told, PodCount pods) {
    told.put("total", pods.total())
        .put("onStoredToken", pods.onStoredToken())
        .put("onAnotherToken", pods.onAnotherToken())
        .put("unknown", pods.unknown());
    ArrayNode notReady = told.putArray("notReady");
    pods.notReady().forEach(notReady::add);
  }

  private static void owners(ArrayNode told, List<Owner> owners) {
    owners.forEach(
        owner ->
            told.addObject()
                .put("tool", owner.tool())
                .put("evidence", owner.evidence())
                .put("advice", owner.advice()));
  }

  private static void findings(ObjectNode told, List<Finding> findings) {
    ArrayNode all = told.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode one =
          all.addObject()
              .put("reason", finding.check().code())
              .put("level", finding.level().word())
              .put("what", finding.what())
              .put("next", finding.next().sentence());
      if (!finding.next().command().isEmpty()) {
        one.put("command", finding.next().commandLine());
      }
    }
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
