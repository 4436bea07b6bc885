package io.github.shgrotate.dist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A jar as the ahead-of-time cache takes it.
///
/// The cache passes over a jar that is signed, and a class older than Java 6, without a word. So a
/// jar that is signed loses its signature (it was checked when the jar was fetched), and an old
/// class gets the version and the stack maps of Java 8. Any other jar is copied as it is.
final class ShippedJar {
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;

  private final ZipFile source;

  private ShippedJar(ZipFile source) {
    this.source = source;
  }

  /// Writes it into the folder, under the same name.
  static void lay(Path jar, Path folder) throws IOException {
    Path target = folder.resolve(jar.getFileName());
    try (ZipFile source = new ZipFile(jar.toFile())) {
      ShippedJar shipped = new ShippedJar(source);
      if (shipped.fitsAsItIs()) {
        Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        shipped.writeFitted(target);
      }
    }
  }

  private List<? extends ZipEntry> entries() {
    return source.stream().toList();
  }

  private boolean fitsAsItIs() throws IOException {
    for (ZipEntry entry : entries()) {
      if (isSignature(entry) || (isClass(entry) && isOld(bytes(entry)))) {
        return false;
      }
    }
    return true;
  }

  private void writeFitted(Path target) throws IOException {
    ClassFile lifting =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(hierarchy()),
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    try (OutputStream file = Files.newOutputStream(target);
        ZipOutputStream jar = new ZipOutputStream(file)) {
      for (ZipEntry entry : entries()) {
        if (isSignature(entry)) {
          continue;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        jar.putNextEntry(copy);
        byte[] bytes = bytes(entry);
        jar.write(isClass(entry) && isOld(bytes) ? lifted(lifting, bytes) : bytes);
        jar.closeEntry();
      }
    }
  }

  private static byte[] lifted(ClassFile lifting, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Every method is written anew, or it would keep its code and get no stack map.
    ClassTransform code =
        ClassTransform.transformingMethodBodies(
            CodeTransform.ofStateful(() -> (builder, element) -> builder.with(element)));
    return lifting.transformClass(lifting.parse(bytes), version.andThen(code));
  }

  /// Stack maps name common ancestors, so the classes of the jar must be known to one another.
  private ClassHierarchyResolver hierarchy() {
    return ClassHierarchyResolver.ofResourceParsing(this::open)
        .orElse(ClassHierarchyResolver.defaultResolver())
        .cached();
  }

  private @org.jspecify.annotations.Nullable InputStream open(ClassDesc type) {
    String name = type.descriptorString();
    ZipEntry entry = source.getEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : new ByteArrayInputStream(bytes(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] bytes(ZipEntry entry) throws IOException {
    try (InputStream content = source.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
  }

  /// Bytes 6 and 7 of a class are its version.
  private static boolean isOld(byte[] bytes) {
    return ((bytes[6] & 0xff) << 8 | (bytes[7] & 0xff)) < OLDEST_KEPT;
  }
}
