package io.github.shgrotate.sandbox.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a `$filter` asks for, of those that Azure CLI sends.
///
/// @param value without the quotes around it
record GraphFilter(Property property, String value) {
  enum Property {
    APP_ID("appId eq '(.*)'"),
    DISPLAY_NAME("displayName eq '(.*)'"),
    START_OF_DISPLAY_NAME("startswith\\(displayName,'(.*)'\\)"),
    /// Of a service principal: its client id is one of them.
    ONE_OF_SERVICE_PRINCIPAL_NAMES("servicePrincipalNames/any\\(c:c eq '(.*)'\\)");

    private final Pattern pattern;

    Property(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  static Optional<GraphFilter> parse(String text) {
    return Stream.of(Property.values())
        .flatMap(
            property -> {
              Matcher matcher = property.pattern.matcher(text);
              return matcher.matches()
                  ? Stream.of(new GraphFilter(property, matcher.group(1).replace("''", "'")))
                  : Stream.empty();
            })
        .findFirst();
  }

  boolean matches(Principal principal) {
    return switch (property) {
      case APP_ID, ONE_OF_SERVICE_PRINCIPAL_NAMES -> principal.clientId().equalsIgnoreCase(value);
      case DISPLAY_NAME -> principal.displayName().equalsIgnoreCase(value);
      case START_OF_DISPLAY_NAME ->
          principal.displayName().regionMatches(true, 0, value, 0, value.length());
    };
  }
}
