package io.github.shgrotate.e2e.benchmark;

import java.util.Map;
import java.util.OptionalDouble;

/// Everything that was found out.
///
/// @param warm with the files in memory
/// @param cold with the files on disk only; none when that could not be done
/// @param diskMb what has to be there to run it, in millions of bytes
/// @param imageMb the root file system of the image, uncompressed; empty when it was not built
record Results(
    Rounds warm,
    Rounds cold,
    Map<Contender, Double> diskMb,
    OptionalDouble imageMb,
    Setting setting) {}
