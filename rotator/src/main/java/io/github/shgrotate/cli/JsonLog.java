package io.github.shgrotate.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// For programs that collect logs: a JSON object on each line of standard error;
/// `docs/reference/log.schema.json` describes it. The only place that writes such a line.
final class JsonLog implements Log {
  /// How loud a line is.
  enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  private final Surroundings surroundings;
  private final ObjectNode subject;

  private JsonLog(Surroundings surroundings, ObjectNode subject) {
    this.surroundings = surroundings;
    this.subject = subject;
  }

  /// Of the whole run.
  static JsonLog of(Surroundings surroundings) {
    return new JsonLog(surroundings, noFields());
  }

  /// Every line says which gateway and which Secret it is about.
  static JsonLog about(Settings settings, Surroundings surroundings) {
    return new JsonLog(
        surroundings,
        noFields()
            .put("gateway", settings.request().gateway().resourceId())
            .put("namespace", settings.request().namespace())
            .put("secret", settings.request().secretName()));
  }

  static ObjectNode noFields() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void notice(String line) {
    line(Level.INFO, LogEvent.NOTICE.code(), line, noFields());
  }

  @Override
  public void debug(String line) {
    line(Level.DEBUG, LogEvent.DEBUG.code(), line, noFields());
  }

  @Override
  public void progress(String line) {
    line(Level.INFO, LogEvent.PROGRESS.code(), line, noFields());
  }

  /// @param event the stable code of what happened
  /// @param message the same for a reader
  void line(Level level, String event, String message, ObjectNode fields) {
    ObjectNode line = noFields();
    // This machine's clock, as of every other log; what Azure's says is a field where it matters.
    line.put("time", surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("level", level.name().toLowerCase(Locale.ROOT))
        .put("event", event)
        .put("message", message);
    line.setAll(subject);
    line.setAll(fields);
    // In one call, so that lines of several threads do not mix.
    surroundings.err().println(line);
  }
}
