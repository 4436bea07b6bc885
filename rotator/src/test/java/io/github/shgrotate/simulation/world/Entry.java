package io.github.shgrotate.simulation.world;

import java.time.Instant;
import java.util.Optional;

/// Something that has happened.
public sealed interface Entry {
  Instant at();

  /// A run of the rotator begins.
  record RunBegan(Instant at, int run, Installation of, Snapshot found) implements Entry {}

  /// It is over, one way or another.
  record RunEnded(Instant at, int run, Installation of, Told told, Snapshot left)
      implements Entry {}

  /// A run sent a request.
  ///
  /// @param number which of this run's requests, counted from 1
  /// @param fate what became of it, in a word
  record Requested(Instant at, int run, int number, String request, String fate) implements Entry {}

  /// A request that is meant to change something reached the side it was for.
  record WriteArrived(Instant at, int run, String request) implements Entry {}

  /// Azure has answered a run.
  record AzureAnswered(Instant at, int run) implements Entry {}

  record TokenIssued(Instant at, Azure.Issued token) implements Entry {}

  record KeyRegenerated(Instant at, String gateway, Slot slot, Writer by) implements Entry {}

  /// A run was told what the Secret holds.
  record SecretTold(Instant at, int run, long version) implements Entry {}

  record SecretWritten(
      Instant at, String name, Optional<SecretVersion> before, SecretVersion after, Writer by)
      implements Entry {}

  /// A pod template was changed.
  ///
  /// @param secret what its pods would read at that moment; empty when there is nothing
  record TemplateWritten(
      Instant at,
      String workload,
      Template before,
      Template after,
      Optional<String> secret,
      Writer by)
      implements Entry {}

  /// A container began with that text in its environment.
  record ContainerBegan(Instant at, String pod, String workload, Template template, String text)
      implements Entry {}

  record PodReady(Instant at, String pod, String workload) implements Entry {}

  record ContainerEnded(Instant at, String pod, String workload) implements Entry {}

  /// A pod was told to stop.
  record PodLeaving(Instant at, String pod, String workload) implements Entry {}

  /// Somebody or something from outside ended a container or a pod, or scaled the workload.
  record PodsHit(Instant at, String workload, String how) implements Entry {}

  /// Somebody paused a Deployment, or resumed it.
  record DeploymentPaused(Instant at, String workload, boolean paused) implements Entry {}

  /// A run wrote a Kubernetes event.
  record EventWritten(Instant at, int run, String text) implements Entry {}

  /// Something from outside, in words.
  record Noted(Instant at, String what) implements Entry {}
}
