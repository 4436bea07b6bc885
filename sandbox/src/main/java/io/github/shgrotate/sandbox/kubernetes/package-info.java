/// An embedded Kubernetes API with the controllers that a workload needs.
@NullMarked
package io.github.shgrotate.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
