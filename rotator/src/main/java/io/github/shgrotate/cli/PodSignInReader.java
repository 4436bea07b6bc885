package io.github.shgrotate.cli;

import io.github.shgrotate.manifests.PodSignIn;
import io.github.shgrotate.manifests.Sample;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the pod of a CronJob is to sign in: not what this machine offers, but what was asked for. A
/// secret that was given is forgotten here, before anything is printed.
final class PodSignInReader {
  private final Given given;
  private final List<String> mistakes;
  private final Set<Sample> samples;

  PodSignInReader(Given given, List<String> mistakes, Set<Sample> samples) {
    this.given = given;
    this.mistakes = mistakes;
    this.samples = samples;
  }

  /// Afterwards no option says how to sign in, as far as the rotation's reader is concerned.
  PodSignIn read() {
    Optional<String> asked = given.text(Option.LOGIN_METHOD);
    Optional<Login> login = Login.of(asked.orElse("auto").toLowerCase(java.util.Locale.ROOT));
    PodSignIn signIn =
        switch (login.filter(it -> it != Login.AUTO).orElseGet(this::usual)) {
          case SERVICE_PRINCIPAL -> servicePrincipal();
          case IDENTITY -> new PodSignIn.ManagedIdentity(given.text(Option.CLIENT_ID));
          case AZURE_CLI -> {
            mistakes.add(
                "%s: nobody signs in with Azure CLI in a pod; give workload-identity, identity or sp"
                    .formatted(Option.LOGIN_METHOD.named()));
            yield new PodSignIn.ManagedIdentity(Optional.empty());
          }
          case WORKLOAD_IDENTITY, AUTO ->
              new PodSignIn.WorkloadIdentity(
                  needed(Option.CLIENT_ID, Sample.CLIENT_ID, "workload-identity"),
                  given.text(Option.TENANT));
        };
    check(Option.CLIENT_ID, given.text(Option.CLIENT_ID).flatMap(Names::clientId));
    check(Option.TENANT, given.text(Option.TENANT).flatMap(Names::tenant));
    if (asked.isPresent() && login.isEmpty()) {
      return signIn; // the rotation's reader tells which words there are
    }
    given.forget(Option.CLIENT_SECRET);
    given.forget(Option.CLIENT_SECRET_FILE);
    given.forget(Option.CERTIFICATE_PASSWORD);
    given.flag(Option.LOGIN_METHOD, List.of("identity"));
    return signIn;
  }

  /// No secret, where none was spoken of.
  private Login usual() {
    return given.text(Option.CLIENT_SECRET).isPresent()
            || given.text(Option.CLIENT_SECRET_FILE).isPresent()
        ? Login.SERVICE_PRINCIPAL
        : Login.WORKLOAD_IDENTITY;
  }

  private PodSignIn servicePrincipal() {
    String tenant = needed(Option.TENANT, Sample.TENANT, "sp");
    String clientId = needed(Option.CLIENT_ID, Sample.CLIENT_ID, "sp");
    Optional<String> file = given.text(Option.CLIENT_SECRET_FILE);
    boolean isFile =
        file.isPresent()
            && (given.text(Option.CLIENT_SECRET).isEmpty()
                || given.isFlag(Option.CLIENT_SECRET_FILE));
    return isFile
        ? new PodSignIn.CredentialFile(
            tenant, clientId, file.get(), given.text(Option.CERTIFICATE_PASSWORD).isPresent())
        : new PodSignIn.ClientSecret(tenant, clientId);
  }

  private String needed(Option option, Sample sample, String method) {
    Optional<String> text = given.text(option);
    if (text.isPresent()) {
      return text.get();
    }
    if (given.text(ManifestsOption.SAMPLE).isPresent()) {
      samples.add(sample);
      return sample.value();
    }
    mistakes.add("not given: %s, needed to sign in by %s".formatted(option.named(), method));
    return "";
  }

  private void check(Option option, Optional<String> wrong) {
    wrong.ifPresent(why -> mistakes.add(option.named() + ": " + why));
  }
}
