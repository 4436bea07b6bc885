/// The controllers a workload needs, run in-process on the embedded store. The real control plane
/// brings its own.
@NullMarked
package io.github.shgrotate.sandbox.kubernetes.controllers;

import org.jspecify.annotations.NullMarked;
