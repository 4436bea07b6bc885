package io.github.shgrotate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.status.Advice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The walls of the house. A rule that guards nothing fails.
class ArchitectureTest {
  private static final String ROOT = "io.github.shgrotate";
  private static final Set<String> ADAPTERS = Set.of("azure", "kubernetes", "probe");

  /// What every adapter may know.
  private static final Set<String> BELOW = Set.of("network", "rotation");

  private static final Set<String> PACKAGES =
      Set.of(
          "azure",
          "cli",
          "doctor",
          "kubernetes",
          "manifests",
          "network",
          "probe",
          "rotation",
          "status");

  /// The judgements of a command, through whose ports an adapter tells it what there is.
  private static final Map<String, Set<String>> PORTS =
      Map.of("azure", Set.of("doctor"), "kubernetes", Set.of("doctor", "status"));

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> PURE =
      resideInAPackage("java..")
          .and(DescribedPredicate.not(resideInAPackage("java.net.http..")))
          .and(DescribedPredicate.not(resideInAPackage("java.nio.file..")))
          .or(resideInAPackage("org.jspecify.."));

  @Test
  void these_are_the_packages_and_each_has_classes() {
    Set<String> packages =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(packages)
        .isEqualTo(
            PACKAGES.stream()
                .map(name -> ROOT + "." + name)
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(PRODUCT.stream().count()).isGreaterThan(200);
  }

  @Test
  void the_core_knows_nothing_but_java_base_and_jspecify() {
    check(classes().that(in("rotation")).should().onlyDependOnClassesThat(PURE.or(in("rotation"))));
  }

  @Test
  void the_judgements_of_status_know_the_core_and_nothing_else() {
    check(
        classes()
            .that(in("status"))
            .should()
            .onlyDependOnClassesThat(PURE.or(in("rotation")).or(in("status"))));
    // The other way round it would be a circle: a rotation does not need to look at a fleet.
    check(noClasses().that(in("rotation")).should().dependOnClassesThat(in("status")));
  }

  @Test
  void manifests_are_made_of_the_core_and_nothing_else() {
    check(
        classes()
            .that(in("manifests"))
            .should()
            .onlyDependOnClassesThat(PURE.or(in("rotation")).or(in("manifests"))));
    check(noClasses().that(in("rotation")).should().dependOnClassesThat(in("manifests")));
  }

  @Test
  void the_judgements_of_doctor_know_the_core_and_how_status_words_an_advice() {
    check(
        classes()
            .that(in("doctor"))
            .should()
            .onlyDependOnClassesThat(
                PURE.or(in("rotation"))
                    .or(in("doctor"))
                    .or(
                        DescribedPredicate.describe(
                            "are an advice",
                            each -> each.getBaseComponentType().isEquivalentTo(Advice.class)))));
    for (String below : List.of("rotation", "status")) {
      check(noClasses().that(in(below)).should().dependOnClassesThat(in("doctor")));
    }
  }

  @Test
  void a_rotation_does_not_load_what_only_other_commands_need() {
    DescribedPredicate<JavaClass> onTheWayToRotate =
        DescribedPredicate.describe(
            "are on the way to rotate",
            each -> Set.of("Main", "RotateCommand", "Assembly").contains(each.getSimpleName()));
    for (String command : List.of("status", "manifests")) {
      check(noClasses().that(onTheWayToRotate).should().dependOnClassesThat(in(command)));
    }
    DescribedPredicate<JavaClass> inEveryRotation =
        DescribedPredicate.describe(
            "are in every rotation",
            each ->
                Set.of("AzureTokenIssuer", "KubernetesConnection").contains(each.getSimpleName()));
    check(
        noClasses()
            .that(onTheWayToRotate.or(inEveryRotation))
            .should()
            .dependOnClassesThat(in("doctor")));
  }

  @Test
  void adapters_know_the_core_and_not_each_other() {
    for (String adapter : ADAPTERS) {
      for (String other : PACKAGES) {
        boolean isItsPort = PORTS.getOrDefault(adapter, Set.of()).contains(other);
        if (!other.equals(adapter) && !BELOW.contains(other) && !isItsPort) {
          check(noClasses().that(in(adapter)).should().dependOnClassesThat(in(other)));
        }
      }
    }
    for (String above : List.of("azure", "cli", "doctor", "kubernetes", "probe", "status")) {
      check(noClasses().that(in("network")).should().dependOnClassesThat(in(above)));
    }
  }

  @Test
  void time_environment_streams_and_exit_are_touched_in_main_only() {
    DescribedPredicate<JavaClass> elsewhere =
        DescribedPredicate.describe(
            "are not Main", each -> !each.getFullName().equals(ROOT + ".cli.Main"));
    check(noClasses().that(elsewhere).should().callMethod(System.class, "getenv"));
    check(noClasses().that(elsewhere).should().callMethod(System.class, "getenv", String.class));
    check(noClasses().that(elsewhere).should().callMethod(System.class, "exit", int.class));
    check(noClasses().that(elsewhere).should().callMethod(java.time.Instant.class, "now"));
    check(noClasses().that(elsewhere).should().callMethod(java.time.Clock.class, "systemUTC"));
    check(
        noClasses()
            .that(elsewhere)
            .should()
            .callMethod(Thread.class, "sleep", java.time.Duration.class));
    check(noClasses().that(elsewhere).should().callMethod(Thread.class, "sleep", long.class));
    check(noClasses().that(elsewhere).should().accessField(System.class, "out"));
    check(noClasses().that(elsewhere).should().accessField(System.class, "err"));
  }

  @Test
  void no_record_holds_a_token() {
    Set<String> records =
        PRODUCT.stream()
            .filter(each -> each.isRecord())
            .flatMap(each -> each.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(GatewayToken.class))
            .map(JavaField::getFullName)
            .collect(Collectors.toSet());

    assertThat(PRODUCT.stream().filter(each -> each.isRecord()).count()).isGreaterThan(20);
    assertThat(records).isEmpty();
  }

  @Test
  void every_package_is_null_marked() throws Exception {
    for (String name : PACKAGES) {
      assertThat(
              Class.forName(ROOT + "." + name + ".package-info")
                  .isAnnotationPresent(NullMarked.class))
          .as(name)
          .isTrue();
    }
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return resideInAPackage(ROOT + "." + name + "..");
  }

  private static void check(ArchRule rule) {
    rule.check(PRODUCT);
  }
}
