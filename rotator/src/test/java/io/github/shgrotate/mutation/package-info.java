/// Judges the report of mutation testing: which altered programs no test notices, and whether each
/// of them is explained.
@NullMarked
package io.github.shgrotate.mutation;

import org.jspecify.annotations.NullMarked;
