package io.github.shgrotate.azure;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// An issuer against a [FakeAzure], and everything it said.
final class AzureRun implements AutoCloseable {
  static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(5));
  static final String SECRET = "s3cret~of-the_app.with+odd&characters=";

  final List<String> notices = new CopyOnWriteArrayList<>();
  final List<String> debug = new CopyOnWriteArrayList<>();
  final AzureTokenIssuer issuer;
  final FakeTime time;

  AzureRun(AzureCloud cloud, Credential credential, Network connection, FakeTime time) {
    this.time = time;
    this.issuer =
        AzureTokenIssuer.open(
            cloud,
            credential,
            connection,
            "2024-05-01",
            POLICY,
            time,
            time,
            new Random(7),
            notices::add,
            debug::add);
  }

  AzureRun(FakeAzure azure, Credential credential, Path directory) {
    this(azure.cloud(), credential, trusting(directory), FakeTime.now());
  }

  static Network trusting(Path directory) {
    return new Network(Optional.of(FakeAzure.caFile(directory)), ProxyRules.none());
  }

  static ClientSecret secret() {
    return new ClientSecret("tenant-1", "app-1", SECRET);
  }

  @Override
  public void close() {
    issuer.close();
  }
}
