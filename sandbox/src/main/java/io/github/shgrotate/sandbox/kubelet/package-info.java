/// Simulated nodes that run pods as simulated gateways, beside any Kubernetes API.
@NullMarked
package io.github.shgrotate.sandbox.kubelet;

import org.jspecify.annotations.NullMarked;
