/// What can be said of the gateways in a cluster without asking Azure: facts in, judgements out. No
/// I/O, and no clock of its own.
@NullMarked
package io.github.shgrotate.status;

import org.jspecify.annotations.NullMarked;
