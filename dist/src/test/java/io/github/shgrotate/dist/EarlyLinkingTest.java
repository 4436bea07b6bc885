package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

/// What is linked beforehand does what Java would have linked.
class EarlyLinkingTest {
  private static final ClassFile CLASS_FILE =
      ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

  /// Loads the sample's classes linked, and everything else as it is.
  private static final class Linked extends ClassLoader {
    private Linked() {
      super(EarlyLinkingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Linkable.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = bytes(name);
        byte[] linked = EarlyLinking.isFor(bytes) ? EarlyLinking.of(CLASS_FILE, bytes) : bytes;
        return defineClass(name, linked, 0, linked.length);
      }
    }
  }

  static Stream<Object> values() {
    return Stream.of(1, 7, "word", List.of());
  }

  @ParameterizedTest
  @NullSource
  @MethodSource("values")
  void a_switch_goes_the_same_way(Object value) throws Exception {
    assertThat(linked().getMethod("name", Object.class).invoke(null, value))
        .isEqualTo(Linkable.name(value));
  }

  @Test
  void a_switch_in_an_interface_goes_the_same_way() throws Exception {
    Class<?> ranked = linked().getClassLoader().loadClass(Linkable.Ranked.class.getName());

    assertThat(ranked.getMethod("rank", Object.class).invoke(null, 5)).isEqualTo(1);
    assertThat(ranked.getMethod("rank", Object.class).invoke(null, "word")).isEqualTo(3);
  }

  @Test
  void records_are_the_same_when_they_were() throws Exception {
    assertThat(linked().getMethod("comparisons").invoke(null))
        .isEqualTo(Linkable.comparisons())
        .isEqualTo(List.of(true, false, false, false, false, true, true, true, true));
  }

  @Test
  void nothing_is_left_to_be_linked_but_what_the_cache_keeps() throws Exception {
    byte[] before = bytes(Linkable.class.getName());

    byte[] linked = EarlyLinking.of(CLASS_FILE, before);

    assertThat(bootstraps(before)).contains("typeSwitch", "makeConcatWithConstants");
    assertThat(bootstraps(linked)).containsOnly("makeConcatWithConstants");
    assertThat(EarlyLinking.isFor(before)).isTrue();
    assertThat(EarlyLinking.isFor(linked)).isFalse();
    assertThat(CLASS_FILE.verify(linked)).isEmpty();
  }

  @Test
  void what_the_shipped_rotator_is_made_of_has_nothing_left() throws Exception {
    try (ZipFile jar = new ZipFile("target/apim-shg-rotate/apim-shg-rotate.jar")) {
      List<String> left =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .filter(
                  entry -> {
                    try (InputStream content = jar.getInputStream(entry)) {
                      return EarlyLinking.isFor(content.readAllBytes());
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  })
              .map(ZipEntry::getName)
              .toList();

      assertThat(left).isEmpty();
      assertThat(jar.size()).isGreaterThan(100);
    }
  }

  private static Class<?> linked() throws ClassNotFoundException {
    return new Linked().loadClass(Linkable.class.getName());
  }

  private static List<String> bootstraps(byte[] bytes) {
    return CLASS_FILE.parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(element -> ((InvokeDynamicInstruction) element).bootstrapMethod().methodName())
        .distinct()
        .toList();
  }

  private static byte[] bytes(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream content = EarlyLinkingTest.class.getClassLoader().getResourceAsStream(file)) {
      return Objects.requireNonNull(content, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
