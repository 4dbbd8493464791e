package io.groundwatch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;

/** The rules of the house that a compiler does not hold. */
@AnalyzeClasses(packages = "io.groundwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.groundwatch.";

  @ArchTest
  static final ArchRule layersKnowOnlyWhatIsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .withOptionalLayers(true)
          .layer("model")
          .definedBy(ROOT + "model..")
          .layer("runtime")
          .definedBy(ROOT + "runtime..")
          .layer("text")
          .definedBy(ROOT + "text..")
          .layer("telemetry")
          .definedBy(ROOT + "telemetry..")
          .layer("config")
          .definedBy(ROOT + "config..")
          .layer("codec")
          .definedBy(ROOT + "codec..")
          .layer("net")
          .definedBy(ROOT + "net..")
          .layer("aws")
          .definedBy(ROOT + "aws..")
          .layer("pipeline")
          .definedBy(ROOT + "pipeline..")
          .layer("adapters")
          .definedBy(
              ROOT + "input..",
              ROOT + "processor..",
              ROOT + "buffer..",
              ROOT + "checkpoint..",
              ROOT + "output..")
          .layer("server")
          .definedBy(ROOT + "server..")
          .layer("app")
          .definedBy(ROOT + "app..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("runtime")
          .mayNotAccessAnyLayer()
          .whereLayer("text")
          .mayNotAccessAnyLayer()
          .whereLayer("telemetry")
          .mayOnlyAccessLayers("runtime")
          .whereLayer("config")
          .mayOnlyAccessLayers("model", "text")
          .whereLayer("codec")
          .mayOnlyAccessLayers("model", "runtime", "telemetry")
          .whereLayer("net")
          .mayOnlyAccessLayers("model", "runtime", "telemetry")
          .whereLayer("aws")
          .mayOnlyAccessLayers("runtime", "codec", "net")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("model", "runtime", "telemetry", "config")
          .whereLayer("adapters")
          .mayOnlyAccessLayers(
              "model", "runtime", "text", "telemetry", "config", "codec", "net", "aws", "pipeline")
          .whereLayer("server")
          .mayOnlyAccessLayers(
              "model", "runtime", "text", "telemetry", "config", "codec", "net", "pipeline")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .because("data walks one way; only app.Wiring makes what another layer needs");

  @ArchTest
  static final ArchRule adaptersAreStrangers =
      slices()
          .assignedFrom(new AdapterSlices())
          .should()
          .notDependOnEachOther()
          .because("an adapter is added, changed or removed without a look at another one");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .matching("io.groundwatch.(**)")
          .should()
          .beFreeOfCycles()
          .because("a cycle is one package that pretends to be two");

  @ArchTest static final ArchRule oshiIsOfTheHostInput = onlyIn("oshi..", "input.host..");

  @ArchTest static final ArchRule tapeIsOfTheBuffer = onlyIn("com.squareup..", "buffer..");

  @ArchTest static final ArchRule zstdIsOfTheCodec = onlyIn("com.github.luben..", "codec..");

  @ArchTest static final ArchRule re2IsOfText = onlyIn("com.google.re2j..", "text..");

  @ArchTest static final ArchRule picocliIsOfTheCommands = onlyIn("picocli..", "app..");

  @ArchTest static final ArchRule sqliteIsOfTheServer = onlyIn("org.sqlite..", "server..");

  @ArchTest
  static final ArchRule jacksonIsOfConfigurationAndFormats =
      onlyIn("com.fasterxml..", "config..", "codec..", "server..");

  @ArchTest
  static final ArchRule nettyIsOfTheNetwork =
      onlyIn("io.netty..", "net..", "output..", "input..", "server..");

  @ArchTest
  static final ArchRule inputsOfThisHostNeedNoNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "input.host..", ROOT + "input.file..", ROOT + "input.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", ROOT + "net..")
          .because("they read this host");

  @ArchTest
  static final ArchRule javaLoggingIsSetUpInOnePlace =
      onlyIn("java.util.logging..", "app..").because("everything else logs through SLF4J");

  @ArchTest
  static final ArchRule clocksAreInjected =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + "runtime.SystemTimeSource")
          .should()
          .callMethodWhere(asksAClock())
          .because("time comes from TimeSource, so that a test can be the clock");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "Thread.sleep",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Thread.class)
                          && call.getName().equals("sleep")))
          .because("a worker rests through WorkerThread, which can be woken");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().should().beFinal().because("state belongs to an owner thread");

  @ArchTest
  static final ArchRule threadsAreMadeInFewPlaces =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "runtime..", ROOT + "net..", ROOT + "app..", ROOT + "server..")
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Executors.class)
          .because("each mutable field has one owner thread, and Wiring decides which");

  @ArchTest
  static final ArchRule nobodySynchronizes =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(ROOT + "runtime..")
          .should()
          .notHaveModifier(JavaModifier.SYNCHRONIZED)
          .because("hand-over is by bounded queue, not by lock");

  @ArchTest
  static final ArchRule standardStreamsAreOfTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "app..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("a stream is handed in, so that a test can read it");

  @ArchTest
  static final ArchRule exceptionsSayWhatTheyAre =
      noClasses()
          .should(THROW_GENERIC_EXCEPTIONS)
          .because("nobody can catch an Exception or RuntimeException and know why");

  @ArchTest
  static final ArchRule theModelHoldsValues =
      classes()
          .that()
          .resideInAPackage(ROOT + "model..")
          .and()
          .areNotAnonymousClasses()
          .should(beValues())
          .because("values have no owner thread and can be handed to any");

  @ArchTest
  static final ArchRule classesAreFinal =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("we compose; code is not inherited");

  @ArchTest
  static final ArchRule namesSayARole =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameStartingWith("Abstract")
          .because("such a name says nothing of what the class is for");

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(resideInANullMarkedPackage())
          .because("nullness is checked only in a package whose package-info has @NullMarked");

  private static ArchRule onlyIn(String library, String... packages) {
    String[] homes = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      homes[i] = ROOT + packages[i];
    }
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library that is known in one place can be changed in one place");
  }

  private static DescribedPredicate<JavaMethodCall> asksAClock() {
    Set<String> ofSystem = Set.of("nanoTime", "currentTimeMillis");
    Set<String> ofTime = Set.of("now", "system", "systemUTC", "systemDefaultZone");
    return describe(
        "a clock of the machine",
        call -> {
          String owner = call.getTargetOwner().getName();
          return owner.startsWith("java.time.")
              ? ofTime.contains(call.getName())
              : owner.equals("java.lang.System") && ofSystem.contains(call.getName());
        });
  }

  private static ArchCondition<JavaClass> beValues() {
    return new ArchCondition<>("be records, enums or interfaces") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean value = item.isRecord() || item.isEnum() || item.isInterface();
        events.add(new SimpleConditionEvent(item, value, item.getDescription()));
      }
    };
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package with @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        events.add(new SimpleConditionEvent(item, marked, item.getDescription()));
      }
    };
  }
}
