/// The Secret, the workloads and their pods, and the events of one namespace, over the Kubernetes
/// API.
@NullMarked
package io.github.shgrotate.kubernetes;

import org.jspecify.annotations.NullMarked;
