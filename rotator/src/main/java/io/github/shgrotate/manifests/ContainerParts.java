package io.github.shgrotate.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the container has beside its image: arguments, environment and mounted files.
final class ContainerParts {
  /// Where the file of gateways is.
  static final String GATEWAYS = "/etc/apim-shg-rotate/gateways.yaml";

  private static final String SIGN_IN_FOLDER = "/etc/apim-shg-rotate-azure";
  private static final String ROOTS_FOLDER = "/etc/apim-shg-rotate-roots";
  private static final int COLUMN = 16;

  /// A file of a volume.
  ///
  /// @param source what the volume is made of, in YAML
  private record Mount(String volume, String folder, String source) {}

  private final Installation installation;

  ContainerParts(Installation installation) {
    this.installation = installation;
  }

  String arguments() {
    return installation.arguments().isEmpty()
        ? ""
        : "              args: [%s]\n"
            .formatted(
                installation.arguments().stream()
                    .map(word -> YamlScalar.of(word.replace("$", "$$")))
                    .collect(Collectors.joining(", ")));
  }

  String environment() {
    StringBuilder text = new StringBuilder("              env:\n");
    installation.settings().forEach(setting -> text.append(variable(setting)));
    installation
        .roots()
        .ifPresent(
            file ->
                text.append(variable(new Setting("SSL_CERT_FILE", ROOTS_FOLDER + "/roots.pem"))));
    return text.append(signIn()).toString();
  }

  private String variable(Setting setting) {
    String comment = comment(setting);
    return setting.variable().equals("NAMESPACE")
        ? """
        - name: NAMESPACE
          valueFrom:
            fieldRef:
              fieldPath: metadata.namespace
        """
            .indent(COLUMN)
        : (comment + "- name: %s\n  value: %s\n".formatted(setting.variable(), marked(setting)))
            .indent(COLUMN);
  }

  private String marked(Setting setting) {
    for (Sample sample : installation.samples()) {
      if (sample.name().equals(setting.variable())) {
        return installation.marked(setting.value(), sample);
      }
    }
    return YamlScalar.of(setting.literal());
  }

  private String comment(Setting setting) {
    return switch (setting.variable() + "=" + setting.value()) {
      case "TOKEN_KEY=rotate" ->
          "# Alternates between the two keys, so that either can be regenerated without an"
              + " outage.\n";
      case "RENEW_BEFORE=10d" ->
          livesAsUsual()
              ? """
              # A token lives 29 days, so that a failed day is made up for on the next, nine times over. Azure begins to
              # warn at 7 days.
              """
              : "";
      default -> "";
    };
  }

  private boolean livesAsUsual() {
    return installation.settings().stream()
        .noneMatch(setting -> setting.variable().equals("TOKEN_LIFETIME"));
  }

  private String signIn() {
    String text =
        switch (installation.signIn()) {
          case PodSignIn.ClientSecret(String tenant, String id) ->
              principal(tenant, id) + clientSecret();
          case PodSignIn.CredentialFile(String tenant, String id, var file, boolean hasPassword) ->
              principal(tenant, id)
                  + plain("SP_SECRET_FILE", SIGN_IN_FOLDER + "/client-secret")
                  + (hasPassword
                      ? ofSecret("AZURE_CLIENT_CERTIFICATE_PASSWORD", "certificate-password")
                      : "");
          case PodSignIn.WorkloadIdentity _ ->
              "# Client id, tenant and token file come from the webhook.\n"
                  + plain("LOGIN_METHOD", "workload-identity");
          case PodSignIn.ManagedIdentity(var id) ->
              plain("LOGIN_METHOD", "identity") + id.map(it -> plain("SP_ID", it)).orElse("");
        };
    return text.indent(COLUMN);
  }

  private String principal(String tenant, String id) {
    return plain("LOGIN_METHOD", "sp")
        + "- name: TENANT\n  value: %s\n".formatted(installation.marked(tenant, Sample.TENANT))
        + "- name: SP_ID\n  value: %s\n".formatted(installation.marked(id, Sample.CLIENT_ID));
  }

  /// Of the client secret there is only the place, and how it comes there.
  private String clientSecret() {
    return """
    # Made once, so that the client secret is in no file and no history:
    #   read -rs CLIENT_SECRET   # and paste it
    #   printf %%s "$CLIENT_SECRET" | kubectl -n %s create secret generic %s --from-file=client-secret=/dev/stdin
    """
            .formatted(installation.namespace(), installation.signInSecret())
        + ofSecret("SP_SECRET", "client-secret");
  }

  private String ofSecret(String variable, String key) {
    return """
    - name: %s
      valueFrom:
        secretKeyRef:
          name: %s
          key: %s
    """
        .formatted(variable, YamlScalar.of(installation.signInSecret()), key);
  }

  private static String plain(String variable, String value) {
    return "- name: %s\n  value: %s\n"
        .formatted(variable, YamlScalar.of(new Setting(variable, value).literal()));
  }

  String mounts() {
    return mounted().isEmpty()
        ? ""
        : "              volumeMounts:\n"
            + mounted().stream()
                .map(
                    mount ->
                        "- name: %s\n  mountPath: %s\n  readOnly: true\n"
                            .formatted(mount.volume(), mount.folder()))
                .collect(Collectors.joining())
                .indent(COLUMN);
  }

  String volumes() {
    return mounted().isEmpty()
        ? ""
        : "          volumes:\n"
            + mounted().stream()
                .map(mount -> "- name: %s\n%s".formatted(mount.volume(), mount.source()))
                .collect(Collectors.joining())
                .indent(COLUMN - 4);
  }

  private List<Mount> mounted() {
    List<Mount> all = new ArrayList<>();
    if (installation.file().isPresent()) {
      all.add(
          new Mount(
              "gateways",
              GATEWAYS.substring(0, GATEWAYS.lastIndexOf('/')),
              "  configMap:\n    name: %s\n".formatted(YamlScalar.of(installation.name()))));
    }
    if (installation.signIn() instanceof PodSignIn.CredentialFile its) {
      all.add(new Mount("azure", SIGN_IN_FOLDER, credential(its)));
    }
    installation
        .roots()
        .ifPresent(file -> all.add(new Mount("roots", ROOTS_FOLDER, trustedRoots(file))));
    return all;
  }

  private String credential(PodSignIn.CredentialFile file) {
    return """
      # Made once:
      #   kubectl -n %s create secret generic %s --from-file=client-secret=%s%s
      secret:
        secretName: %s
        defaultMode: 0440
    """
        .formatted(
            installation.namespace(),
            installation.signInSecret(),
            ShellWord.of(file.file()),
            file.hasPassword() ? " --from-file=certificate-password=PASSWORD_FILE" : "",
            YamlScalar.of(installation.signInSecret()));
  }

  private String trustedRoots(String file) {
    return """
      # Made once:
      #   kubectl -n %1$s create configmap %2$s --from-file=roots.pem=%3$s
      configMap:
        name: %4$s
    """
        .formatted(
            installation.namespace(),
            installation.name() + "-roots",
            ShellWord.of(file),
            YamlScalar.of(installation.name() + "-roots"));
  }
}
