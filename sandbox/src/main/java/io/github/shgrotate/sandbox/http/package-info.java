/// Loopback servers that keep a log, can be told to misbehave, and present certificates of the
/// sandbox's own authority.
@NullMarked
package io.github.shgrotate.sandbox.http;

import org.jspecify.annotations.NullMarked;
