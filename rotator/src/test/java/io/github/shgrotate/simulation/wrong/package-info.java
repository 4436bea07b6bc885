/// Programs that are wrong in one way each, so that the checks can fail.
@NullMarked
package io.github.shgrotate.simulation.wrong;

import org.jspecify.annotations.NullMarked;
