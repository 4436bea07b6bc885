package io.github.shgrotate.e2e.fleet;

/// What ARM's published limits allow to one principal in one subscription.
final class ArmBuckets {
  private static final int READS = 250;
  private static final int READS_PER_SECOND = 25;
  private static final int WRITES = 200;
  private static final int WRITES_PER_SECOND = 10;

  private ArmBuckets() {}

  /// The least number of seconds in which so many gateways can be read once and given one token
  /// each, by a client that finds both buckets full and does nothing else.
  static double leastSeconds(int gateways) {
    return Math.max(
        after(gateways, READS, READS_PER_SECOND), after(gateways, WRITES, WRITES_PER_SECOND));
  }

  private static double after(int requests, int atOnce, int perSecond) {
    return Math.max(0, requests - atOnce) / (double) perSecond;
  }
}
