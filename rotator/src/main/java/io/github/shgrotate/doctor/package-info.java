/// What has to be in order before the first rotation: facts in, findings out. No I/O, and no clock
/// of its own.
@NullMarked
package io.github.shgrotate.doctor;

import org.jspecify.annotations.NullMarked;
