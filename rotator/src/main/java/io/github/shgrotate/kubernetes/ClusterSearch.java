package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the cluster: what was asked for, else the cluster around this pod, else the user's own
/// kubeconfig. What was asked for is taken or is an error; nothing else takes its place. (kubectl
/// takes the last two the other way round, which is told where it makes a difference.)
final class ClusterSearch {
  private static final String HOST = "KUBERNETES_SERVICE_HOST";

  private final ClusterChoice choice;
  private final Network network;
  private final Consumer<String> notices;

  private ClusterSearch(ClusterChoice choice, Network network, Consumer<String> notices) {
    this.choice = choice;
    this.network = network;
    this.notices = notices;
  }

  static ClusterAccess find(ClusterChoice choice, Network network, Consumer<String> notices) {
    return new ClusterSearch(choice, network, notices).find();
  }

  private ClusterAccess find() {
    Optional<String> asked = choice.kubeconfig().filter(paths -> !paths.isBlank());
    if (asked.isPresent()) {
      return kubeconfig(existing(asked.get()));
    }
    Optional<String> host = Optional.ofNullable(choice.environment().get(HOST));
    Path own = choice.home().resolve(".kube").resolve("config");
    if (host.isPresent() && choice.context().isEmpty() && Files.exists(tokenFile())) {
      if (Files.exists(own)) {
        notices.accept(
            "the cluster of this pod is used, not the one of %s, which kubectl would take; if that is meant, name it with --kubeconfig or KUBECONFIG"
                .formatted(own));
      }
      return inCluster(host.get());
    }
    if (Files.exists(own)) {
      return kubeconfig(List.of(own));
    }
    throw new Failure(
            Reason.KUBECONFIG_INVALID,
            "There is no Kubernetes cluster to talk to",
            "--kubeconfig, KUBECONFIG, %s, %s".formatted(tokenFile(), own),
            "no kubeconfig was named, %s, and %s does not exist"
                .formatted(
                    host.isEmpty()
                        ? "this is no pod (%s is not set)".formatted(HOST)
                        : choice.context().isPresent()
                            ? "a context can only be chosen in a kubeconfig"
                            : "this pod has no ServiceAccount token",
                    own),
            "Name a kubeconfig with --kubeconfig or KUBECONFIG, or run in a pod with a "
                + "ServiceAccount.")
        .thrown();
  }

  /// Of several files some may be missing, as for kubectl; not all.
  private List<Path> existing(String paths) {
    List<Path> named = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator)) {
      if (!path.isBlank()) {
        named.add(Path.of(path));
      }
    }
    List<Path> there = named.stream().filter(Files::exists).toList();
    if (there.isEmpty()) {
      return named;
    }
    named.stream()
        .filter(path -> !there.contains(path))
        .forEach(path -> notices.accept("kubeconfig %s does not exist: left out".formatted(path)));
    return there;
  }

  private ClusterAccess kubeconfig(List<Path> files) {
    return KubeconfigAccess.of(Kubeconfig.read(files).choose(choice.context()), network, notices);
  }

  private Path tokenFile() {
    return choice.serviceAccount().resolve("token");
  }

  private ClusterAccess inCluster(String host) {
    String port = choice.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    String server = "https://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    Path authority = choice.serviceAccount().resolve("ca.crt");
    Trust trust;
    try {
      trust = Trust.pem(Files.readAllBytes(authority));
    } catch (IOException | CertificateException e) {
      throw Kubeconfig.invalid(
          authority.toString(),
          "the cluster's certificate authority cannot be read (%s)"
              .formatted(e.getClass().getSimpleName()),
          "Check the pod's ServiceAccount volume.");
    }
    BearerToken token = new TokenFile(tokenFile());
    token.current();
    Config config = Config.empty();
    config.setMasterUrl(server);
    return new ClusterAccess(
        "in-cluster",
        config,
        trust,
        Optional.of(token),
        network.proxies().proxyFor(URI.create(server)),
        ownNamespace());
  }

  private Optional<String> ownNamespace() {
    try {
      return Optional.of(Files.readString(choice.serviceAccount().resolve("namespace")).strip())
          .filter(name -> !name.isEmpty());
    } catch (IOException e) {
      // Not every mount has it; then the namespace must be named.
      return Optional.empty();
    }
  }
}
