package io.github.shgrotate.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/// For programs: one JSON document on standard output, which is written while it comes about;
/// `docs/reference/rotations.schema.json` describes it. Beside it, the lines on standard error are
/// those of another output.
final class FleetJson implements FleetOutput {
  static final String SCHEMA = "shgrotate.github.io/rotations/v1";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Surroundings surroundings;
  private final FleetConsole console;
  private final FleetOutput beside;
  private final JsonGenerator generator;

  FleetJson(Surroundings surroundings, FleetConsole console, FleetOutput beside) {
    this.surroundings = surroundings;
    this.console = console;
    this.beside = beside;
    try {
      this.generator = MAPPER.createGenerator(surroundings.out());
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      generator.writeStartObject();
      generator.writeStringField("schema", SCHEMA);
      generator.writeArrayFieldStart("rotations");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void finished(
      Wanted one, Outcome outcome, String line, String details, Supplier<String> document) {
    beside.finished(one, outcome, line, outcome == Outcome.FAILED ? details : "", document);
    ObjectNode element = MAPPER.createObjectNode();
    element
        .put("document", one.document())
        .put("namespace", one.request().namespace())
        .put("name", one.name());
    try {
      element.set("rotation", MAPPER.readTree(document.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    console.undisturbed(() -> write(element));
  }

  private void write(ObjectNode element) {
    try {
      MAPPER.writeTree(generator, element);
      generator.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized ExitCode ended(FleetTally tally) {
    ExitCode code = tally.exitCode();
    console.lastWords(
        () -> {
          beside.ended(tally);
          end(Optional.of(counts(tally.counts())), Optional.empty(), Optional.of(code));
        });
    return code;
  }

  @Override
  public void cutShort(FleetTally tally, Failure failure) {
    beside.cutShort(tally, failure);
  }

  @Override
  public synchronized void stopped(FleetTally tally) {
    console.lastWords(
        () -> {
          beside.stopped(tally);
          end(Optional.of(counts(tally.counts())), Optional.empty(), Optional.empty());
        });
  }

  private static ObjectNode counts(FleetTally.Counts counts) {
    ObjectNode told = MAPPER.createObjectNode().put("total", counts.total());
    for (Outcome outcome : Outcome.values()) {
      told.put(field(outcome), counts.of(outcome));
    }
    return told.put("underWay", counts.underWay()).put("notBegun", counts.notBegun());
  }

  private static String field(Outcome outcome) {
    return switch (outcome) {
      case ROTATED -> "rotated";
      case FINISHED -> "finished";
      case NOTHING_OWED -> "nothingOwed";
      case PLANNED -> "planned";
      case FAILED -> "failed";
    };
  }

  @Override
  public synchronized ExitCode failed(Failure failure) {
    String holds = "nothing was changed";
    ExitCode code = beside.failed(failure);
    end(Optional.empty(), Optional.of(JsonReport.told(failure, holds)), Optional.of(code));
    return code;
  }

  @Override
  public synchronized ExitCode broken(FleetTally tally, RuntimeException mistake) {
    console.lastWords(
        () -> {
          beside.broken(tally, mistake);
          end(
              Optional.of(counts(tally.counts())),
              Optional.of(JsonReport.told(OwnMistake.of(mistake), OwnMistake.HOLDS)),
              Optional.of(ExitCode.FAILED));
        });
    return ExitCode.FAILED;
  }

  /// @param code none when a signal ends the process
  private void end(
      Optional<ObjectNode> counts, Optional<ObjectNode> failure, Optional<ExitCode> code) {
    try {
      generator.writeEndArray();
      if (counts.isPresent()) {
        generator.writeFieldName("counts");
        MAPPER.writeTree(generator, counts.get());
      }
      if (failure.isPresent()) {
        generator.writeFieldName("failure");
        MAPPER.writeTree(generator, failure.get());
      }
      if (code.isPresent()) {
        generator.writeNumberField("exitCode", code.get().number());
      }
      generator.writeEndObject();
      generator.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    surroundings.out().println();
  }
}
