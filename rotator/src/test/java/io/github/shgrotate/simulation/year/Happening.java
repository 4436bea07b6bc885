package io.github.shgrotate.simulation.year;

import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.simulation.Fault;
import io.github.shgrotate.simulation.world.Startup;
import java.time.Duration;
import java.util.Locale;

/// Something that befalls a fleet. Each stands alone: it can be left out, and the others stay what
/// they are.
public sealed interface Happening {
  /// When, counted from the beginning of the story.
  Duration at();

  /// What happened, and to whom.
  String words();

  /// One that lasts, and stands in the way of runs meanwhile.
  sealed interface Lasting extends Happening {
    Duration until();

    default String howLong() {
      return "for " + Words.duration(until().minus(at()));
    }
  }

  /// One that is about a single gateway.
  sealed interface Local extends Happening {
    String site();
  }

  /// What a run needs.
  enum Whom {
    /// Both of the following.
    AZURE,
    ENTRA,
    ARM,
    KUBERNETES,
    SCHEDULE
  }

  /// An outage.
  record Away(Whom whom, Duration at, Duration until) implements Lasting {
    @Override
    public String words() {
      return switch (whom) {
        case AZURE -> "Azure does not answer, " + howLong();
        case ENTRA -> "Entra does not answer, " + howLong();
        case ARM -> "Azure Resource Manager does not answer, " + howLong();
        case KUBERNETES -> "the Kubernetes API does not answer, " + howLong();
        case SCHEDULE -> "no CronJob runs, " + howLong();
      };
    }
  }

  /// ARM answers the first attempts of each request with 429; one more is answered.
  ///
  /// @param attempts fewer than an adapter makes
  record Throttled(Duration at, Duration until, int attempts) implements Happening {
    @Override
    public String words() {
      return "Azure answers %d times with 429 before it answers, for %s"
          .formatted(attempts, Words.duration(until.minus(at)));
    }
  }

  /// Every so many requests one goes wrong.
  record Unreliable(Fault fault, int every, Duration at, Duration until) implements Lasting {
    @Override
    public String words() {
      return "of every %d requests one is %s, %s".formatted(every, said(fault), howLong());
    }
  }

  /// New containers start badly.
  record Starting(String site, Startup startup, Duration at, Duration until)
      implements Lasting, Local {
    @Override
    public String words() {
      return "%s: new containers %s, %s"
          .formatted(
              site,
              startup
                  .trouble()
                  .map(trouble -> "do not come up (" + trouble + ")")
                  .orElseGet(
                      () -> "take " + Words.duration(startup.untilReady()) + " to become ready"),
              howLong());
    }
  }

  /// Its Deployments are paused.
  record Paused(String site, Duration at, Duration until) implements Lasting, Local {
    @Override
    public String words() {
      return "%s: somebody pauses its Deployments, %s".formatted(site, howLong());
    }
  }

  /// Something goes wrong with one request of the next run that makes so many.
  record RunMeets(String site, Fault fault, int request, Duration at) implements Local {
    @Override
    public String words() {
      return "%s: request %d of the next run that makes so many is %s"
          .formatted(site, request, said(fault));
    }
  }

  record RunByHand(String site, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": somebody runs the rotator by hand";
    }
  }

  record ContainerCrashes(String site, int which, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": a container crashes and begins again";
    }
  }

  record PodEvicted(String site, int which, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": a pod is evicted";
    }
  }

  /// Every workload of the fleet loses a pod.
  record NodeDrained(int which, Duration at) implements Happening {
    @Override
    public String words() {
      return "a node is drained: every workload loses a pod";
    }
  }

  record Scaled(String site, int replicas, Duration at) implements Local {
    @Override
    public String words() {
      return "%s: scaled to %d pods".formatted(site, replicas);
    }
  }

  /// An annotation and a data key that are not ours.
  record SecretEdited(String site, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": somebody edits the Secret, not the token";
    }
  }

  /// The whole Secret is as it was.
  ///
  /// @param versions how many versions ago
  record BackupRestored(String site, int versions, Duration at) implements Local {
    @Override
    public String words() {
      return "%s: somebody restores the Secret as it was %d versions ago".formatted(site, versions);
    }
  }

  /// The token of the first day, which a chart has in its values; the record beside it stays.
  record ChartUpgraded(String site, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": helm upgrade writes the token of the first day, and a new image";
    }
  }

  record ImageChanged(String site, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": somebody rolls out a new image";
    }
  }

  record RolloutRestarted(String site, Duration at) implements Local {
    @Override
    public String words() {
      return site + ": kubectl rollout restart, by hand";
    }
  }

  /// The rotator's machine is wrong about the time from now on.
  record ClockIs(Duration ahead, Duration at) implements Happening {
    @Override
    public String words() {
      return ahead.isZero()
          ? "the rotator's clock is right again"
          : "the rotator's clock is %s %s from now on"
              .formatted(Words.duration(ahead), ahead.isNegative() ? "slow" : "fast");
    }
  }

  private static String said(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
