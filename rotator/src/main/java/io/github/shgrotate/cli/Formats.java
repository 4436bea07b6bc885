package io.github.shgrotate.cli;

/// In which form a run is told.
///
/// @param jsonResult the result on standard output, as one JSON document
/// @param jsonLog the lines on standard error, as a JSON object each
record Formats(boolean jsonResult, boolean jsonLog) {
  private static final String JSON = "json";

  static Formats read(OptionReader reader) {
    return new Formats(
        reader.word(Option.OUTPUT, "text").equals(JSON),
        reader.word(Option.LOG_FORMAT, "text").equals(JSON));
  }

  /// What was asked for, right or wrong as the rest may be.
  static Formats asked(Given given) {
    return new Formats(isJson(given, Option.OUTPUT), isJson(given, Option.LOG_FORMAT));
  }

  private static boolean isJson(Given given, Option option) {
    return given.text(option).filter(JSON::equalsIgnoreCase).isPresent();
  }
}
