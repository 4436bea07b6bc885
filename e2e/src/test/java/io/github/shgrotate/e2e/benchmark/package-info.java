/// What one rotation costs, beside others that do the same work: `e2e/benchmark`.
@NullMarked
package io.github.shgrotate.e2e.benchmark;

import org.jspecify.annotations.NullMarked;
