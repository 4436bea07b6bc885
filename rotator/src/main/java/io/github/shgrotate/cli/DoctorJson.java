package io.github.shgrotate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
    ObjectNode document = document(exit);
    ArrayNode gateways = document.putArray("gateways");
    all.forEach(each -> gateway(gateways.addObject(), each));
    return written(document);
  }

  static String of(Failure failure, ExitCode exit) {
    ObjectNode document = document(exit);
    failure(document.putObject("failure"), failure).put("what", failure.what());
    return written(document);
  }

  private static ObjectNode document(ExitCode exit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("exitCode", exit.number());
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
    finding.failure().ifPresent(failure -> failure(told.putObject("failure"), failure));
  }

  private static ObjectNode failure(ObjectNode told, Failure failure) {
    told.put("reason", failure.reason().code())
        .put("where", failure.where())
        .put("why", failure.why())
        .put("next", failure.next());
    ArrayNode ids = told.putArray("requestIds");
    failure.requestIds().forEach(ids::add);
    return told;
  }

  private static String written(ObjectNode document) {
    try {
      return JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(document)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }
}
