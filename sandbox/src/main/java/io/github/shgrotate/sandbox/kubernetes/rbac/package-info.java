/// Who asks, and whether the Roles in the store let them.
@NullMarked
package io.github.shgrotate.sandbox.kubernetes.rbac;

import org.jspecify.annotations.NullMarked;
