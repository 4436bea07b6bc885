/// Years of daily runs with random trouble, each from one number: the same number, the same story.
@NullMarked
package io.github.shgrotate.simulation.year;

import org.jspecify.annotations.NullMarked;
