/// Asks running gateways for a page, as their users do.
@NullMarked
package io.github.shgrotate.probe;

import org.jspecify.annotations.NullMarked;
