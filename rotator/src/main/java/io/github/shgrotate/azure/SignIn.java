package io.github.shgrotate.azure;

/// Gets a bearer token for ARM.
sealed interface SignIn permits EntraSignIn, ManagedIdentitySignIn, AzureCliSignIn {
  String FAILED = "Signing in to Azure failed";

  /// Asks for a new one, insisting as far as its policy goes.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed with the reason that was given
  BearerToken signIn();

  /// Where that is, for a reader.
  String where();
}
