/// What has to be installed for a rotation to run by itself: facts in, manifests out. No I/O.
@NullMarked
package io.github.shgrotate.manifests;

import org.jspecify.annotations.NullMarked;
