/// Azure and Kubernetes on one machine, for the demo and every test. Shares no class with the
/// product.
@NullMarked
package io.github.shgrotate.sandbox;

import org.jspecify.annotations.NullMarked;
