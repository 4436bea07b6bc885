/// How anything is reached from here: through which proxy, and by whose certificates.
@NullMarked
package io.github.shgrotate.network;

import org.jspecify.annotations.NullMarked;
