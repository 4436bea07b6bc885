package io.github.shgrotate.simulation.command;

/// What `bin/simulate --help` says.
final class Usage {
  static final String TEXT =
      """
      Plays the rotator's core in a world in memory, day by day, in no time. Nothing is asked of Azure, of a cluster or of the
      clock: the same arguments give the same output.

        bin/simulate -f FILE [--days 365] [--outage [WHAT:]LENGTH@dayN]...
            What the policy of each gateway in FILE (YAML, kind GatewayToken) does over a year: when tokens are issued and
            workloads restarted, and how much time was left at worst. A CronJob runs it once a day.
            --outage 3d@day20 has Azure away for three days from day 20 on; WHAT is azure, kubernetes or schedule (no run at
            all). May be repeated.

        bin/simulate [--seeds 100] [--days 365] [--first-seed 1]
            Years of random trouble, one for each seed, in which every promise of docs/correctness.md is to be kept. What
            breaks one is printed as the shortest story that still does.
            --only 3,17 keeps those happenings of one seed; --tell prints all that happened to it.

        bin/simulate --case 'due NONE 1.5:LOST_AFTER' [--tell]
            One crash case, as CrashPointsTest prints it.

      Exit code: 0 all is well; 1 a promise is broken, or a gateway would be without a valid token; 2 wrong arguments.
      It is made of the project's test classes and runs from a checkout, after `mvn package`.
      """;

  private Usage() {}
}
