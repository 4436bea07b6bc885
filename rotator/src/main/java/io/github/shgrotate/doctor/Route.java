package io.github.shgrotate.doctor;

import java.util.Optional;

/// How a host is reached from here.
///
/// @param proxy host and port; empty: straight
public record Route(String host, Optional<String> proxy) {}
