/// What is true and what is owed: pure, no input or output, no clock of its own.
@NullMarked
package io.github.shgrotate.rotation;

import org.jspecify.annotations.NullMarked;
