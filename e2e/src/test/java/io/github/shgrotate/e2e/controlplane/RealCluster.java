package io.github.shgrotate.e2e.controlplane;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Marks a test class that runs on the real control plane. A method may ask for the [ControlPlane],
/// the [RealWorld] around it, or a [Corner] of its own as a parameter. As corners share nothing,
/// such tests run at the same time.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ControlPlaneExtension.class)
public @interface RealCluster {}
