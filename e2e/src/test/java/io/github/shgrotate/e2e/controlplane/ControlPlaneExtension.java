package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Starts one control plane for a whole test run, when the first test asks for it; it ends with the
/// run. Where its programs cannot be had the tests are skipped, loudly; in CI that is a failure.
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ControlPlaneExtension.class);

  private record Binaries(Optional<Path> folder) {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return binaries(context).folder().isPresent()
        ? ConditionEvaluationResult.enabled("the control plane's programs are there")
        : ConditionEvaluationResult.disabled("no control plane: see docs/testing.md");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ControlPlane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            ControlPlane.class,
            _ -> {
              try {
                return ControlPlane.start(
                    binaries(context).folder().orElseThrow(),
                    CertificateAuthority.create("apim-shg-rotate e2e"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
              }
            },
            ControlPlane.class);
  }

  private static Binaries binaries(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(Binaries.class, _ -> new Binaries(find()), Binaries.class);
  }

  private static Optional<Path> find() {
    Path script = Path.of("").toAbsolutePath().resolve("control-plane");
    try {
      Process process =
          new ProcessBuilder(script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() == 0) {
        return Optional.of(Path.of(printed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          "e2e/control-plane found no control plane, which CI must have");
    }
    System.err.println(
        "SKIPPED: the tests on the real control plane. e2e/control-plane says above what it lacks"
            + " (Go 1.26, or KUBEBUILDER_ASSETS).");
    return Optional.empty();
  }
}
