/// Many gateways given as a file.
@NullMarked
package io.github.shgrotate.e2e.fleet;

import org.jspecify.annotations.NullMarked;
