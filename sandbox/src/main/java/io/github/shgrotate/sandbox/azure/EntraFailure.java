package io.github.shgrotate.sandbox.azure;

/// What Entra refuses, with its number, status, error and wording.
enum EntraFailure {
  MISSING_PARAMETER(
      900144,
      400,
      "invalid_request",
      "The request body must contain the following parameter: '%s'."),
  MISSING_CREDENTIAL(
      7000218,
      401,
      "invalid_client",
      "The request body must contain the following parameter: 'client_assertion' or"
          + " 'client_secret'."),
  UNKNOWN_TENANT(
      90002,
      400,
      "invalid_request",
      "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing"
          + " into the correct cloud. Check with your subscription administrator, this may happen"
          + " if there are no active subscriptions for the tenant."),
  UNKNOWN_APPLICATION(
      700016,
      400,
      "unauthorized_client",
      "Application with identifier '%s' was not found in the directory '%s'. This can happen if"
          + " the application has not been installed by the administrator of the tenant or"
          + " consented to by any user in the tenant. You may have sent your authentication request"
          + " to the wrong tenant."),
  WRONG_SECRET(
      7000215,
      401,
      "invalid_client",
      "Invalid client secret provided. Ensure the secret being sent in the request is the client"
          + " secret value, not the client secret ID, for a secret added to app '%s'."),
  EXPIRED_SECRET(
      7000222,
      401,
      "invalid_client",
      "The provided client secret keys for app '%s' are expired. Visit the Azure portal to create"
          + " new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate"
          + " credentials for added security: https://aka.ms/certCreds."),
  MALFORMED_ASSERTION(50027, 400, "invalid_request", "JWT token is invalid or malformed."),
  UNKNOWN_CERTIFICATE(
      700027,
      401,
      "invalid_client",
      "The certificate with identifier used to sign the client assertion is not registered on"
          + " application. [Reason - %s, Thumbprint of key used by client: '%s']"),
  ASSERTION_OF_ANOTHER_CLIENT(
      700021,
      401,
      "invalid_client",
      "Client assertion application identifier doesn't match 'client_id' parameter."),
  ASSERTION_FOR_ANOTHER_AUDIENCE(
      700023,
      401,
      "invalid_client",
      "Client assertion audience claim does not match Realm issuer. Review the documentation at"
          + " https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials"
          + " ."),
  ASSERTION_OUT_OF_TIME(
      700024,
      401,
      "invalid_client",
      "Client assertion is not within its valid time range. Current time: %s, assertion valid from"
          + " %s, expiry time of assertion %s. Review the documentation at"
          + " https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials"
          + " ."),
  BAD_FEDERATED_SIGNATURE(
      50013, 400, "invalid_grant", "Assertion failed signature validation. [Reason - %s]"),
  // Which "error" comes with it is not documented; the status is seen in the wild.
  NO_FEDERATED_CREDENTIAL(
      70021,
      400,
      "invalid_request",
      "No matching federated identity record found for presented assertion. Assertion Issuer: '%s'."
          + " Assertion Subject: '%s'. Assertion Audience: '%s'."
          + " https://docs.microsoft.com/azure/active-directory/develop/workload-identity-federation"),
  UNKNOWN_RESOURCE(
      500011,
      400,
      "invalid_resource",
      "The resource principal named %s was not found in the tenant named %s. This can happen if"
          + " the application has not been installed by the administrator of the tenant or"
          + " consented to by any user in the tenant. You might have sent your authentication"
          + " request to the wrong tenant."),
  INVALID_SCOPE(
      1002012,
      400,
      "invalid_scope",
      "The provided value for scope %s is not valid. Client credential flows must have a scope"
          + " value with /.default suffixed to the resource identifier (application ID URI)."),
  UNSUPPORTED_GRANT(
      70003, 400, "unsupported_grant_type", "The app requested an unsupported grant type '%s'.");

  private final int number;
  private final int status;
  private final String error;
  private final String wording;

  EntraFailure(int number, int status, String error, String wording) {
    this.number = number;
    this.status = status;
    this.error = error;
    this.wording = wording;
  }

  int number() {
    return number;
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  /// The sentence, as it stands in `error_description`.
  String sentence(Object... values) {
    return "AADSTS" + number + ": " + wording.formatted(values);
  }
}
