/// Makes what is shipped: a folder with a Java runtime of its own, the jars, and an ahead-of-time
/// cache.
@NullMarked
package io.github.shgrotate.dist;

import org.jspecify.annotations.NullMarked;
