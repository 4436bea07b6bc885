/// The objects of the embedded API and the rules of writing, patching, selecting and watching them.
/// True to kube-apiserver in what a small client uses.
@NullMarked
package io.github.shgrotate.sandbox.kubernetes.api;

import org.jspecify.annotations.NullMarked;
