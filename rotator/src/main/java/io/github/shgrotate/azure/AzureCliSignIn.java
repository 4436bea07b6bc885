package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Asks the Azure CLI for its token. The child process gets no secret, and what it prints on its
/// standard output is shown to nobody.
final class AzureCliSignIn implements SignIn {
  // The CLI takes about a second, and may have to sign in anew itself.
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  // What is meant for us is not meant for the child.
  private static final List<String> OURS =
      List.of("SP_SECRET", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD");

  private final AzureCli cli;
  private final String audience;
  private final Clock clock;
  private final Consumer<String> debug;
  private final Redaction redaction;

  AzureCliSignIn(
      AzureCli cli, AzureCloud cloud, Clock clock, Consumer<String> debug, Redaction redaction) {
    this.cli = cli;
    this.audience = cloud.armAudience();
    this.clock = clock;
    this.debug = debug;
    this.redaction = redaction;
  }

  @Override
  public BearerToken signIn() {
    Process process = start();
    try {
      CompletableFuture<String> output = whole(process.getInputStream());
      CompletableFuture<String> complaints = whole(process.getErrorStream());
      process.getOutputStream().close();
      boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        throw failure(
            Reason.SIGN_IN_UNAVAILABLE,
            "It did not end within " + TIMEOUT.toSeconds() + " s.",
            "Try the same command by hand, then run again.");
      }
      debug.accept(command() + ": exit code " + process.exitValue());
      // A grandchild may hold the pipes open; do not wait for it.
      String printed = output.get(5, TimeUnit.SECONDS);
      if (process.exitValue() != 0) {
        throw refused(complaints.get(5, TimeUnit.SECONDS));
      }
      return token(printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(Reason.SIGN_IN_UNAVAILABLE, "This program was told to stop.", "Run again.");
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw failure(
          Reason.SIGN_IN_UNAVAILABLE,
          "Its output could not be read.",
          "Try the same command by hand, then run again.");
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public String where() {
    return "the Azure CLI of this machine";
  }

  private Process start() {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().keySet().removeAll(OURS);
    try {
      return builder.start();
    } catch (IOException e) {
      throw failure(
          Reason.CREDENTIAL_UNREADABLE,
          "The Azure CLI (" + cli.program() + ") is not installed, or cannot be started.",
          "Install it, or choose another --login-method.");
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                cli.program(),
                "account",
                "get-access-token",
                "--resource",
                audience,
                "--output",
                "json"));
    cli.tenant().ifPresent(tenant -> command.addAll(List.of("--tenant", tenant)));
    return command;
  }

  private BearerToken token(String printed) {
    Optional<JsonNode> answer = Json.object(printed.getBytes(StandardCharsets.UTF_8));
    Optional<String> value = answer.flatMap(it -> Json.text(it, "accessToken"));
    value.ifPresent(redaction::learn);
    return value
        .flatMap(it -> BearerToken.of(it, end(answer.get())))
        .orElseThrow(
            () ->
                failure(
                    Reason.ANSWER_UNREADABLE,
                    "It ended well, but printed no token.",
                    "Try the same command by hand."));
  }

  // Newer versions print the epoch second, older ones the local time only.
  private Instant end(JsonNode answer) {
    return Json.number(answer, "expires_on")
        .map(Instant::ofEpochSecond)
        .or(() -> Json.text(answer, "expiresOn").flatMap(this::localTime))
        .orElseGet(() -> clock.instant().plusSeconds(300));
  }

  private Optional<Instant> localTime(String text) {
    try {
      return Optional.of(
          LocalDateTime.parse(text.replace(' ', 'T')).atZone(clock.getZone()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private RotationFailed refused(String complaints) {
    return failure(
        Reason.SIGN_IN_REFUSED,
        "It says: " + redaction.clean(complaints.isBlank() ? "nothing" : complaints),
        "Sign in with az login"
            + cli.tenant().map(tenant -> " --tenant " + tenant).orElse("")
            + ", or choose another --login-method.");
  }

  private RotationFailed failure(Reason reason, String why, String next) {
    return new Failure(reason, FAILED, String.join(" ", command()), why, next).thrown();
  }

  private static CompletableFuture<String> whole(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(e);
          }
        });
    return text;
  }
}
