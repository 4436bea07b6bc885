package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars get what the ahead-of-time cache asks for, and nothing else is changed.
class ShippedJarTest {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path shipped;

  @BeforeEach
  void makeFolder() throws IOException {
    shipped = Files.createDirectory(folder.resolve("shipped"));
  }

  @Test
  void a_jar_that_fits_is_copied_to_the_byte() throws Exception {
    Path jar = jar(Map.of("Old.class", oldClass(ClassFile.JAVA_8_VERSION), "text", TEXT));

    ShippedJar.lay(jar, shipped);

    assertThat(shipped.resolve("a.jar")).hasSameBinaryContentAs(jar);
  }

  @Test
  void a_signed_jar_loses_its_signature_and_nothing_else() throws Exception {
    Path jar =
        jar(
            Map.of(
                "META-INF/MANIFEST.MF",
                TEXT,
                "META-INF/SIGNER.SF",
                TEXT,
                "META-INF/SIGNER.RSA",
                TEXT,
                "text",
                TEXT));

    ShippedJar.lay(jar, shipped);

    assertThat(entries(shipped.resolve("a.jar")))
        .containsOnlyKeys("META-INF/MANIFEST.MF", "text")
        .allSatisfy((_, bytes) -> assertThat(bytes).isEqualTo(TEXT));
  }

  @Test
  void a_class_of_java_5_becomes_one_of_java_8_that_the_verifier_takes() throws Exception {
    Path jar = jar(Map.of("Old.class", oldClass(ClassFile.JAVA_5_VERSION)));

    ShippedJar.lay(jar, shipped);

    byte[] lifted = entries(shipped.resolve("a.jar")).get("Old.class");
    assertThat(ClassFile.of().parse(lifted).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
    URL[] path = {shipped.resolve("a.jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path)) {
      assertThat(loader.loadClass("Old").getMethod("sign", int.class).invoke(null, -7))
          .isEqualTo(-1);
    }
  }

  @Test
  void twice_the_same_is_the_same() throws Exception {
    Path jar = jar(Map.of("Old.class", oldClass(ClassFile.JAVA_5_VERSION), "text", TEXT));
    Path again = Files.createDirectory(folder.resolve("again"));

    ShippedJar.lay(jar, shipped);
    ShippedJar.lay(jar, again);

    assertThat(again.resolve("a.jar")).hasSameBinaryContentAs(shipped.resolve("a.jar"));
  }

  /// A class with a branch, for which Java 6 and later want a stack map.
  private static byte[] oldClass(int version) {
    return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
        .build(
            ClassDesc.of("Old"),
            type ->
                type.withVersion(version, 0)
                    .withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                    .withMethodBody(
                        "sign",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.iload(0)
                                .ifThenElse(
                                    java.lang.classfile.Opcode.IFLT,
                                    below -> below.iconst_m1().ireturn(),
                                    above -> above.iconst_1().ireturn())));
  }

  private Path jar(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("a.jar");
    try (OutputStream content = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(content)) {
      for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
        jar.putNextEntry(new ZipEntry(each.getKey()));
        jar.write(each.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = jar.getNextEntry(); each != null; each = jar.getNextEntry()) {
        entries.put(each.getName(), jar.readAllBytes());
      }
    }
    return entries;
  }
}
