package io.github.shgrotate.manifests;

import io.github.shgrotate.rotation.RotationRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.Adler32;

/// When a CronJob runs, where nobody says so: once a day, in the minute that the name of its
/// gateway gives. So not all ask Azure at once, and the same one asks at the same time for ever.
public final class Minute {
  private static final int HOUR = 3;

  /// The first one of the hour is everybody's.
  private static final int MINUTES = 59;

  private Minute() {}

  /// As cron writes it. Adler-32, as Helm's templates know no other sum that is a number.
  public static String schedule(List<RotationRequest> rotations) {
    Adler32 sum = new Adler32();
    String name = rotations.getFirst().gateway().resourceId().toLowerCase(Locale.ROOT);
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return "%d %d * * *".formatted(1 + sum.getValue() % MINUTES, HOUR);
  }
}
