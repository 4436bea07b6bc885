/// The real control plane: etcd, kube-apiserver, kube-controller-manager and kube-scheduler, one
/// per test run.
@NullMarked
package io.github.shgrotate.e2e.controlplane;

import org.jspecify.annotations.NullMarked;
