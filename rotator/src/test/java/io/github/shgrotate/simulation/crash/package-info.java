/// Every request of a run lost, refused, repeated, or the last one before the end.
@NullMarked
package io.github.shgrotate.simulation.crash;

import org.jspecify.annotations.NullMarked;
