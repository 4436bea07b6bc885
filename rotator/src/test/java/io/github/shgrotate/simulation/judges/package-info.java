/// The invariants, judged by the chronicle of a world. Knows nothing of the product.
@NullMarked
package io.github.shgrotate.simulation.judges;

import org.jspecify.annotations.NullMarked;
