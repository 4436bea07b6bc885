package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.FakeAzure.GATEWAY;
import static io.github.shgrotate.azure.FakeAzure.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One issuer for many rotations.
class ManyAtOnceTest {
  @TempDir Path directory;
  private FakeAzure azure;
  private AzureRun run;

  @BeforeEach
  void start() {
    azure = FakeAzure.start();
    run = new AzureRun(azure, AzureRun.secret(), directory);
  }

  @AfterEach
  void stop() {
    run.close();
    azure.close();
  }

  @Test
  void rotations_that_begin_at_once_sign_in_once() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> run.issuer.gateway(GATEWAY)));
      }
    }

    for (Future<?> each : all) {
      each.get();
    }
    assertThat(azure.armRequests()).hasSize(8);
    assertThat(azure.log()).containsOnlyOnce("/oauth2/v2.0/token");
  }

  @Test
  void a_sign_in_that_fails_fails_for_all_without_being_tried_again() {
    azure.nextFromEntra(
        reply(401, Answers.entraBody(7000215, "invalid_client", "Invalid client secret.")));

    Failure first = failure();
    Failure second = failure();

    assertThat(first.reason()).isEqualTo(Reason.SIGN_IN_REFUSED);
    assertThat(second).isEqualTo(first);
    assertThat(azure.log()).containsOnlyOnce("/oauth2/v2.0/token");
  }

  @Test
  void after_a_while_it_is_tried_again() {
    azure.nextFromEntra(
        reply(401, Answers.entraBody(7000215, "invalid_client", "Invalid client secret.")));
    failure();

    run.time.advance(Duration.ofMinutes(2));

    assertThat(run.issuer.gateway(GATEWAY).localClockAhead()).isPositive();
  }

  private Failure failure() {
    return catchThrowableOfType(RotationFailed.class, () -> run.issuer.gateway(GATEWAY)).failure();
  }
}
