/// Azure and a cluster in memory, under a clock that moves when it is told to. Knows nothing of the
/// product: the judges look at this world only.
@NullMarked
package io.github.shgrotate.simulation.world;

import org.jspecify.annotations.NullMarked;
