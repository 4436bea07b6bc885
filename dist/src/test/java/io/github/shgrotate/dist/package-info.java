@NullMarked
package io.github.shgrotate.dist;

import org.jspecify.annotations.NullMarked;
