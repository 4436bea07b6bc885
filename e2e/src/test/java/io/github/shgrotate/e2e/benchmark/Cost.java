package io.github.shgrotate.e2e.benchmark;

/// What one run cost as a whole, from the start of its first process to the end of its last.
///
/// @param wallMillis by the clock
/// @param cpuMillis of all its processes, user and system
/// @param peakMib memory of its largest process
record Cost(double wallMillis, double cpuMillis, double peakMib, Requests requests) {}
