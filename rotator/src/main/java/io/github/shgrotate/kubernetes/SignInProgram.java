package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The program that a kubeconfig's `exec` names (kubelogin, the AWS and Google command lines …),
/// run by the rules of Kubernetes' credential plugins.
///
/// Not left to fabric8: it starts a shell, mixes what the program says to the user into the answer,
/// and takes every failure for "no credential".
final class SignInProgram {
  private static final long MINUTES_FOR_A_PERSON = 5;

  private final NamedPart user;
  private final JsonNode exec;
  private final ObjectNode info;
  private final Consumer<String> notices;

  private SignInProgram(NamedPart user, ObjectNode info, Consumer<String> notices) {
    this.user = user;
    this.exec = user.content().path("exec");
    this.info = info;
    this.notices = notices;
  }

  static SignInProgram of(NamedPart user, NamedPart cluster, Consumer<String> notices) {
    JsonNode exec = user.content().path("exec");
    ObjectNode info = Json.newObject();
    info.put("apiVersion", exec.path("apiVersion").asText());
    info.put("kind", "ExecCredential");
    ObjectNode spec = info.putObject("spec");
    spec.put("interactive", false);
    if (exec.path("provideClusterInfo").asBoolean()) {
      ObjectNode told = spec.putObject("cluster");
      for (String field :
          List.of(
              "server",
              "tls-server-name",
              "insecure-skip-tls-verify",
              "certificate-authority-data",
              "proxy-url")) {
        if (cluster.content().has(field)) {
          told.set(field, cluster.content().get(field));
        }
      }
    }
    return new SignInProgram(user, info, notices);
  }

  ProgramCredential run() {
    ProcessBuilder builder = new ProcessBuilder(commandLine());
    builder.environment().put("KUBERNETES_EXEC_INFO", info.toString());
    for (JsonNode variable : exec.path("env")) {
      builder.environment().put(variable.path("name").asText(), variable.path("value").asText());
    }
    byte[] answer;
    try {
      answer = answer(builder);
    } catch (IOException e) {
      throw failed(
          Reason.KUBECONFIG_INVALID,
          "it cannot be started",
          exec.path("installHint").asText("Install it, or choose another context."));
    }
    return credential(answer);
  }

  private List<String> commandLine() {
    List<String> words = new ArrayList<>();
    String command = command();
    // A name with a slash is seen from the kubeconfig; one without is searched on the path.
    words.add(
        command.contains(File.separator)
            ? user.file().toAbsolutePath().resolveSibling(command).normalize().toString()
            : command);
    exec.path("args").forEach(each -> words.add(each.asText()));
    return words;
  }

  private String command() {
    return exec.path("command").asText();
  }

  private byte[] answer(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      FutureTask<byte[]> answer = inBackground(() -> process.getInputStream().readAllBytes());
      FutureTask<String> said = inBackground(() -> passOn(process.getErrorStream()));
      if (!process.waitFor(MINUTES_FOR_A_PERSON, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw failed(
            Reason.KUBERNETES_SIGN_IN_REFUSED,
            "it has not ended within %d minutes".formatted(MINUTES_FOR_A_PERSON),
            "Run it by hand to see what it waits for.");
      }
      if (process.exitValue() != 0) {
        String last = said.get(1, TimeUnit.SECONDS);
        throw failed(
            Reason.KUBERNETES_SIGN_IN_REFUSED,
            "it ended with exit code %d%s"
                .formatted(process.exitValue(), last.isEmpty() ? "" : ": " + Redaction.shown(last)),
            "Run it by hand, and sign in anew if it asks for that.");
      }
      return answer.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw failed(Reason.KUBERNETES_UNAVAILABLE, "it was interrupted", "Run again.");
    } catch (ExecutionException | TimeoutException e) {
      throw failed(
          Reason.KUBERNETES_SIGN_IN_REFUSED, "its answer could not be read", "Run it by hand.");
    }
  }

  private static <T> FutureTask<T> inBackground(java.util.concurrent.Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  /// What it says to the user (a code to type in, say) reaches the user.
  private String passOn(InputStream errors) throws IOException {
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(new java.io.InputStreamReader(errors, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          last = line;
          notices.accept(command() + ": " + Redaction.shown(line));
        }
      }
    }
    return last;
  }

  private ProgramCredential credential(byte[] answer) {
    JsonNode root = Json.object(answer).orElseGet(Json::newObject);
    JsonNode status = root.path("status");
    String expected = exec.path("apiVersion").asText();
    if (!root.path("kind").asText().equals("ExecCredential") || !status.isObject()) {
      throw failed(
          Reason.KUBERNETES_SIGN_IN_REFUSED,
          "it did not answer with an ExecCredential",
          "Run it by hand to see what it answers.");
    }
    if (!root.path("apiVersion").asText().equals(expected)) {
      throw failed(
          Reason.KUBECONFIG_INVALID,
          "it answered in version %s, the kubeconfig says %s"
              .formatted(Redaction.shown(root.path("apiVersion").asText()), expected),
          "Set the apiVersion of its exec section to the one that it answers in.");
    }
    Optional<String> token = Json.text(status, "token").map(this::fit);
    Optional<ProgramCredential.KeyPair> certificate =
        Json.text(status, "clientCertificateData")
            .flatMap(
                pem ->
                    Json.text(status, "clientKeyData")
                        .map(key -> new ProgramCredential.KeyPair(pem, key)));
    if (token.isEmpty() && certificate.isEmpty()) {
      throw failed(
          Reason.KUBERNETES_SIGN_IN_REFUSED,
          "it answered with neither a token nor a client certificate",
          "Run it by hand, and sign in anew if it asks for that.");
    }
    return new ProgramCredential(token, certificate);
  }

  private String fit(String token) {
    return BearerToken.in(token)
        .orElseThrow(
            () ->
                failed(
                    Reason.KUBECONFIG_INVALID,
                    "the token that it answered " + BearerToken.UNFIT,
                    "Run it by hand to see what it answers."));
  }

  private RotationFailed failed(Reason reason, String why, String next) {
    return new Failure(
            reason,
            "The sign-in program %s gave no credential".formatted(command()),
            "user %s of %s".formatted(user.name(), user.file()),
            why,
            next)
        .thrown();
  }
}
