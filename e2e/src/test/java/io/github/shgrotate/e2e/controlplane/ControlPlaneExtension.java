package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Starts one control plane and one world for a whole test run, when the first test asks for it,
/// and a corner for each test that asks; they end with the run and the test. Where its programs
/// cannot be had the tests are skipped, loudly; in CI that is a failure.
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ControlPlaneExtension.class);

  private static final Set<Class<?>> OFFERED =
      Set.of(ControlPlane.class, RealWorld.class, Corner.class);

  private record Binaries(Optional<Path> folder) {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return binaries(context).folder().isPresent()
        ? ConditionEvaluationResult.enabled("the control plane's programs are there")
        : ConditionEvaluationResult.disabled("no control plane: see docs/testing.md");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return OFFERED.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> wanted = parameter.getParameter().getType();
    if (wanted == ControlPlane.class) {
      return controlPlane(context);
    }
    return wanted == RealWorld.class ? world(context) : corner(context);
  }

  private static ControlPlane controlPlane(ExtensionContext context) {
    return made(
        context.getRoot(),
        ControlPlane.class,
        () ->
            ControlPlane.start(
                binaries(context).folder().orElseThrow(),
                CertificateAuthority.create("apim-shg-rotate e2e")));
  }

  private static RealWorld world(ExtensionContext context) {
    // Asked for first: what is stored later is closed earlier.
    ControlPlane cluster = controlPlane(context);
    return made(context.getRoot(), RealWorld.class, () -> RealWorld.beside(cluster));
  }

  /// One a test: a second parameter of the same test is the same corner.
  private static Corner corner(ExtensionContext context) {
    RealWorld world = world(context);
    return made(
        context, Corner.class, () -> Corner.in(world, context.getRequiredTestMethod().getName()));
  }

  private interface Maker<T> {
    T make() throws IOException, InterruptedException;
  }

  private static <T> T made(ExtensionContext owner, Class<T> type, Maker<T> maker) {
    return owner
        .getStore(OURS)
        .computeIfAbsent(
            type,
            _ -> {
              try {
                return maker.make();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
              }
            },
            type);
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
