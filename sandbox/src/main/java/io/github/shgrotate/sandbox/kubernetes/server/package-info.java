/// The HTTPS front of the embedded API: who asks for what, discovery, watches, audit.
@NullMarked
package io.github.shgrotate.sandbox.kubernetes.server;

import org.jspecify.annotations.NullMarked;
