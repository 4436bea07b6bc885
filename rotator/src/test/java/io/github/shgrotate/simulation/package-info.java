/// The product's core against a world in memory: every request lost, refused or repeated, and whole
/// years of trouble. Judged by what is in the world, never by what the core says.
@NullMarked
package io.github.shgrotate.simulation;

import org.jspecify.annotations.NullMarked;
