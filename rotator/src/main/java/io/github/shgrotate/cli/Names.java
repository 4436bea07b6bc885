package io.github.shgrotate.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/// The rules for names, Azure's (its OpenAPI files) and Kubernetes'. Each tells what is wrong, or
/// nothing.
final class Names {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?");
  private static final Pattern RESOURCE_GROUP =
      Pattern.compile("[-\\p{L}\\p{N}_.()]{1,90}(?<!\\.)");
  private static final Pattern APIM_SERVICE =
      Pattern.compile("[a-zA-Z](?:[a-zA-Z0-9-]{0,48}[a-zA-Z0-9])?");
  private static final Pattern GATEWAY =
      Pattern.compile("[^" + Printable.UNPRINTABLE + "/?#\\\\%]{1,80}");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  private Names() {}

  static Optional<String> subscription(String text) {
    return unless(GUID, text, "is no GUID");
  }

  static Optional<String> clientId(String text) {
    return unlessSecret(GUID, text, "is no GUID (the application or client id, not a name)");
  }

  static Optional<String> tenant(String text) {
    return unlessSecret(DOMAIN, text, "is no tenant (a GUID or a domain name)");
  }

  static Optional<String> resourceGroup(String text) {
    return unless(
        RESOURCE_GROUP,
        text,
        "is no name of a resource group (letters, digits, - _ . ( ), at most 90, no dot at the"
            + " end)");
  }

  static Optional<String> apimService(String text) {
    return unless(
        APIM_SERVICE,
        text,
        "is no name of an API Management service (a letter, then letters, digits and -, at most"
            + " 50)");
  }

  static Optional<String> gateway(String text) {
    return text.equalsIgnoreCase("managed")
        ? Optional.of("\"managed\" is Azure's own gateway, not a self-hosted one")
        : unless(GATEWAY, text, "is no name of a gateway (1 to 80 characters, none of / ? # \\ %)");
  }

  static Optional<String> namespace(String text) {
    return unless(DNS_LABEL, text, "is no name of a namespace (lower-case letters, digits and -)");
  }

  static Optional<String> object(String text) {
    return unless(
        DNS_SUBDOMAIN,
        text,
        "is no name of a Kubernetes object (lower-case letters, digits, - and .)");
  }

  static Optional<String> dataKey(String text) {
    return unless(DATA_KEY, text, "is no data key of a Secret (letters, digits, - _ .)");
  }

  /// What stands where a name should, beside a client secret, may be that secret.
  private static Optional<String> unlessSecret(Pattern rule, String text, String wrong) {
    return rule.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("what was given (not shown, as it may be secret) " + wrong);
  }

  private static Optional<String> unless(Pattern rule, String text, String wrong) {
    return rule.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("\"%s\" %s".formatted(text, wrong));
  }
}
