package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which api-versions of API Management there are.
final class ApiVersions {
  private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-z]+)?");
  private static final String OLDEST_LIVE = "2021-08-01";
  private static final String DEBUGGING_SINCE = "2023-03-01-preview";

  private static final List<String> GATEWAYS =
      List.of(
          "2019-12-01",
          "2020-12-01",
          "2021-08-01",
          "2022-08-01",
          "2023-03-01-preview",
          "2023-05-01-preview",
          "2023-09-01-preview",
          "2024-05-01",
          "2024-06-01-preview",
          "2024-10-01-preview",
          "2025-03-01-preview",
          "2025-09-01-preview",
          "2026-09-01-preview");

  private final Resources resources;

  ApiVersions(Resources resources) {
    this.resources = resources;
  }

  static List<String> ofGateways() {
    return GATEWAYS;
  }

  /// The version asked for, if it is there and looks like one.
  static String wellFormed(Optional<String> asked) throws ArmRefused {
    String version =
        asked
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    ArmError.of(
                            400,
                            "MissingApiVersionParameter",
                            "The api-version query parameter (?api-version=) is required for all"
                                + " requests.")
                        .refused());
    if (!FORM.matcher(version).matches()) {
      throw ArmError.of(
              400,
              "InvalidApiVersionParameter",
              "The api-version '%s' is invalid. The supported versions are '%s'."
                  .formatted(version, String.join(",", GATEWAYS)))
          .refused();
    }
    return version;
  }

  /// Refuses versions that API Management does not have, or has no more.
  void checkProvider(String version) throws ArmRefused {
    boolean retired = version.compareTo(OLDEST_LIVE) < 0;
    if (!GATEWAYS.contains(version) || (retired && resources.refusesRetiredApiVersions())) {
      throw ArmError.of(
              400,
              "NoRegisteredProviderFound",
              ("No registered resource provider found for location 'westeurope' and API version"
                   + " '%s' for type 'service'. The supported api-versions are '%s'. The supported"
                   + " locations are 'westeurope'.")
                  .formatted(version, String.join(", ", GATEWAYS)))
          .refused();
    }
  }

  /// Refuses versions that the service's owner has shut out. How Azure words it is not known.
  static void checkService(String version, ApimService service) throws ArmRefused {
    Optional<String> least = service.minApiVersion();
    if (least.isPresent() && version.compareTo(least.get()) < 0) {
      throw ArmError.of(
              400,
              "ApiVersionNotAllowed",
              "The api-version '%s' is not allowed: the service '%s' takes '%s' and later."
                  .formatted(version, service.name(), least.get()))
          .refused();
    }
  }

  static boolean knowsDebugging(String version) {
    return version.compareTo(DEBUGGING_SINCE) >= 0;
  }
}
