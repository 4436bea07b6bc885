/// Words in, words out: options, output, exit codes, and the composition of the whole.
@NullMarked
package io.github.shgrotate.cli;

import org.jspecify.annotations.NullMarked;
