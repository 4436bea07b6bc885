/// `bin/simulate`: years of trouble for whoever changes the program, and the year of a policy for
/// whoever uses it.
@NullMarked
package io.github.shgrotate.simulation.command;

import org.jspecify.annotations.NullMarked;
