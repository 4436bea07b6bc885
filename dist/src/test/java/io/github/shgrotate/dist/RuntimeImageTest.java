package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runtime has all that the JDK it is linked from has for TLS, keys and certificates.
class RuntimeImageTest {
  private static final Layout LAYOUT = new Layout(Path.of("target/apim-shg-rotate"));

  /// Prints whatever of security can be chosen by name. Runs on both.
  private static final String PROGRAM =
      """
      import java.security.Provider;
      import java.security.Security;
      import java.util.List;
      import java.util.TreeSet;
      import javax.net.ssl.SSLContext;

      public class Capabilities {
        static final List<String> ALWAYS =
            List.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

        public static void main(String[] arguments) throws Exception {
          var parameters = SSLContext.getDefault().getSupportedSSLParameters();
          for (String each : parameters.getProtocols()) System.out.println("protocol " + each);
          for (String each : parameters.getCipherSuites()) System.out.println("suite " + each);
          TreeSet<String> services = new TreeSet<>();
          for (Provider provider : Security.getProviders()) {
            if (ALWAYS.contains(provider.getName())) {
              for (Provider.Service each : provider.getServices()) {
                services.add(provider.getName() + " " + each.getType() + " " + each.getAlgorithm());
              }
            }
          }
          services.forEach(System.out::println);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void signs_in_encrypts_and_trusts_as_the_whole_jdk_does() throws Exception {
    Path source = Files.writeString(folder.resolve("Capabilities.java"), PROGRAM);
    Path jdk = Path.of(System.getProperty("java.home"));
    Run compiled =
        Run.of(Map.of(), jdk.resolve("bin/javac"), "-d", folder.toString(), source.toString());
    assertThat(compiled.exitCode()).as(compiled.err()).isZero();

    List<String> whole = capabilities(jdk);
    List<String> linked = capabilities(LAYOUT.runtime());

    assertThat(whole).hasSizeGreaterThan(300);
    assertThat(linked).isEqualTo(whole);
  }

  @Test
  void holds_no_more_modules_than_are_named() throws Exception {
    Run run = Run.of(Map.of(), LAYOUT.runtime().resolve("bin/java"), "--list-modules");

    assertThat(run.out().lines().map(line -> line.replaceFirst("@.*", "")))
        .containsExactlyElementsOf(RuntimeImage.MODULES);
  }

  private List<String> capabilities(Path java) throws Exception {
    Run run = Run.of(Map.of(), java.resolve("bin/java"), "-cp", folder.toString(), "Capabilities");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().toList();
  }
}
