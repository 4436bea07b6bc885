package io.github.shgrotate.manifests;

import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// One CronJob, and what it is to do.
///
/// @param name of every object that is made
/// @param namespace of the CronJob
/// @param schedule when it runs, as cron writes it, in UTC
/// @param rotations what it does, one or many
/// @param settings the container's environment, without the sign-in
/// @param arguments of the container
/// @param file the documents of a file of gateways; empty when the settings name the one gateway
/// @param roots a file of more trusted roots, on the machine of whoever installs it
/// @param attempt how long one attempt may take at most
/// @param ports that the container asks, besides DNS, the API server and 443
/// @param samples what stands for something that was not given
public record Installation(
    String name,
    String namespace,
    String serviceAccount,
    String image,
    String schedule,
    PodSignIn signIn,
    List<RotationRequest> rotations,
    List<Setting> settings,
    List<String> arguments,
    Optional<String> file,
    Optional<String> roots,
    Duration attempt,
    SortedSet<Integer> ports,
    Set<Sample> samples) {
  /// After a failed one, two more.
  static final int ATTEMPTS = 3;

  public Installation {
    rotations = List.copyOf(rotations);
    settings = List.copyOf(settings);
    arguments = List.copyOf(arguments);
    ports = new TreeSet<>(ports);
    samples = Set.copyOf(samples);
  }

  /// A value; marked where it only stands for one.
  String marked(String value, Sample sample) {
    return YamlScalar.of(value) + (samples.contains(sample) ? sample.mark() : "");
  }

  /// Whether it is to be adapted by hand.
  boolean isSample() {
    return samples.stream().anyMatch(sample -> sample != Sample.IMAGE);
  }

  /// The Role of a namespace, and its binding. In a foreign one another installation of this name
  /// may work too.
  String roleName(String itsNamespace) {
    return itsNamespace.equals(namespace) ? name : name + "-" + namespace;
  }

  /// The Secret with what the pod signs in with.
  String signInSecret() {
    return name + "-azure";
  }

  /// All namespaces that it works in.
  SortedSet<String> namespaces() {
    SortedSet<String> all = new TreeSet<>();
    rotations.forEach(each -> all.add(each.namespace()));
    return all;
  }
}
