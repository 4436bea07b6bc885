package io.github.shgrotate.dist;

import java.util.List;

/// A package of the build machine's Debian, some libraries of which are in the image.
///
/// @param source the source package and its version, where the licence asks for the source
/// @param release Debian's, such as `debian-13`
/// @param files the paths in the image
/// @param status the package manager's paragraph about it
record SystemPackage(
    String name,
    String version,
    String architecture,
    String source,
    String release,
    List<String> files,
    String status) {
  /// Its address in the terms of a bill of materials.
  String purl() {
    return "pkg:deb/debian/%s@%s?arch=%s&distro=%s"
        .formatted(name, version.replace("+", "%2B").replace(":", "%3A"), architecture, release);
  }
}
