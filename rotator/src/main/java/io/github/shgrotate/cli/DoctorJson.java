package io.github.shgrotate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.doctor.Diagnosis;
import io.github.shgrotate.doctor.Finding;
import io.github.shgrotate.doctor.Level;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.status.Advice;
import java.util.List;

/// What `doctor` found, for programs; `docs/reference/doctor.schema.json` describes it.
final class DoctorJson {
  static final String SCHEMA = "shgrotate.github.io/doctor/v1";

  private DoctorJson() {}

  static String of(List<Diagnosis> all, ExitCode exit) {
    ObjectNode document = JsonDocument.begin(SCHEMA, exit);
    ArrayNode gateways = document.putArray("gateways");
    all.forEach(each -> gateway(gateways.addObject(), each));
    return JsonDocument.written(document) + System.lineSeparator();
  }

  static String of(Failure failure, ExitCode exit) {
    ObjectNode document = JsonDocument.begin(SCHEMA, exit);
    document.set("failure", JsonDocument.failure(failure));
    return JsonDocument.written(document) + System.lineSeparator();
  }

  private static void gateway(ObjectNode told, Diagnosis diagnosis) {
    told.put("gateway", diagnosis.request().gateway().resourceId());
    told.putObject("secret")
        .put("namespace", diagnosis.request().namespace())
        .put("name", diagnosis.request().secretName());
    told.put("exitCode", DoctorCommand.exitCode(diagnosis).number());
    ObjectNode counts = told.putObject("counts");
    for (Level level : Level.values()) {
      counts.put(level.word(), diagnosis.count(level));
    }
    ArrayNode findings = told.putArray("findings");
    diagnosis.findings().forEach(each -> finding(findings.addObject(), each));
  }

  private static void finding(ObjectNode told, Finding finding) {
    told.put("check", finding.check().code())
        .put("level", finding.level().word())
        .put("what", finding.what());
    ArrayNode next = told.putArray("next");
    for (Advice advice : finding.next()) {
      ObjectNode one = next.addObject().put("sentence", advice.sentence());
      if (!advice.command().isEmpty()) {
        one.put("command", advice.commandLine());
      }
    }
    finding.failure().ifPresent(failure -> told.set("failure", JsonDocument.failure(failure)));
  }
}
