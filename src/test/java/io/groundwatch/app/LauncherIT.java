package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged launcher with shell scripts that stand in for Java and tell what they got. */
class LauncherIT {
  @TempDir private Path temp = Path.of("");
  private Path layout = Path.of("");
  private Path jvms = Path.of("");
  private Path path = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    String packaged = System.getProperty("groundwatch.layout");
    assumeThat(packaged).as("set by the integration-test phase").isNotNull();
    layout = Files.createDirectories(temp.resolve("a home with spaces"));
    Path launcher = Files.createDirectory(layout.resolve("bin")).resolve("groundwatch");
    Files.copy(Path.of(packaged, "bin", "groundwatch"), launcher);
    assertThat(Files.isExecutable(Path.of(packaged, "bin", "groundwatch"))).isTrue();
    FakeJava.makeExecutable(launcher);
    jvms = Files.createDirectory(temp.resolve("jvms"));
    path = Files.createDirectory(temp.resolve("path"));
    environment.put("GROUNDWATCH_JVM_ROOT", jvms.toString());
    environment.put("PATH", path.toString());
  }

  @Test
  void picksTheNewestOfTheInstalledJavas() throws Exception {
    FakeJava.home(jvms.resolve("a-25"), "25.0.3");
    FakeJava.home(jvms.resolve("b-17"), "17.0.15");
    FakeJava.home(jvms.resolve("c-25"), "25.0.12");
    FakeJava.home(jvms.resolve("d-9"), "9.0.4");
    FakeJava.home(jvms.resolve("e-25"), "25-ea");

    assertThat(run().said("java")).containsExactly(jvms.resolve("c-25/bin/java").toString());
  }

  @Test
  void prefersAGoodJavaHomeToANewerJava() throws Exception {
    FakeJava.home(jvms.resolve("25"), "25.0.3");
    Path home = FakeJava.home(temp.resolve("my java"), "17.0.15");
    environment.put("JAVA_HOME", home.toString());

    Result result = run();

    assertThat(result.said("java")).containsExactly(home + "/bin/java");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void takesTheJavaAndTheArchiveThatAPackageBrings() throws Exception {
    FakeJava.home(jvms.resolve("25"), "25.0.3");
    environment.put("JAVA_HOME", FakeJava.home(temp.resolve("mine"), "26").toString());
    FakeJava.home(layout.resolve("runtime"), "25");
    Files.createFile(Files.createDirectory(layout.resolve("lib")).resolve("groundwatch.jsa"));

    Result result = run();

    assertThat(result.said("java")).containsExactly(layout.resolve("runtime/bin/java").toString());
    assertThat(result.said("argument"))
        .contains("-XX:SharedArchiveFile=" + layout.resolve("lib/groundwatch.jsa"));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void passesOverAJavaHomeThatIsTooOldAndSaysSo() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17");
    Path home = FakeJava.home(temp.resolve("eight"), "1.8.0_402");
    environment.put("JAVA_HOME", home.toString());

    Result result = run();

    assertThat(result.said("java")).containsExactly(jvms.resolve("17/bin/java").toString());
    assertThat(result.err()).contains(home.toString(), "Java 1.8.0_402", "17 is the least");
  }

  @Test
  void passesOverAJavaHomeThatIsBrokenAndSaysSo() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    environment.put("JAVA_HOME", temp.resolve("gone").toString());

    Result result = run();

    assertThat(result.said("java")).containsExactly(jvms.resolve("17/bin/java").toString());
    assertThat(result.err()).contains("gone is passed over: it has no bin/java");
  }

  @Test
  void asksAJavaForItsVersionWhereNoReleaseFileTells() throws Exception {
    Path home = temp.resolve("unreleased");
    FakeJava.executable(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y' >&2
          echo 'openjdk version "21.0.2" 2024-01-16' >&2
          exit 0
        fi
        echo "java: $0"
        """);
    environment.put("JAVA_HOME", home.toString());

    Result result = run();

    assertThat(result.said("java")).containsExactly(home + "/bin/java");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void fallsBackToTheJavaOnThePath() throws Exception {
    FakeJava.executable(
        path.resolve("java"),
        """
        #!/bin/sh
        [ "$1" != -version ] || echo 'openjdk version "17.0.9" 2023-10-17' >&2
        echo "java: $0"
        """);

    assertThat(run().said("java")).containsExactly(path.resolve("java").toString());
  }

  @Test
  void startsInAFolderThatWasDeleted() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.15");
    Path gone = Files.createDirectory(temp.resolve("gone"));
    String deleted = "cd '%s' && /bin/rmdir '%s' && exec '%s'".formatted(gone, gone, launcher());

    Result result = finish(start(List.of("/bin/sh", "-c", deleted)));

    assertThat(result.said("directory")).containsExactly("/");
  }

  @Test
  void saysWhatItLookedAtAndWhatToInstallWhereThereIsNoJava() throws Exception {
    FakeJava.home(jvms.resolve("11"), "11.0.22");
    FakeJava.executable(path.resolve("java"), "#!/bin/sh\nexit 1\n");
    environment.put("JAVA_HOME", FakeJava.home(temp.resolve("eight"), "1.8.0").toString());

    Result result = run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("no Java 17 or newer was found", "eight", jvms + "/*", path.toString())
        .contains("apt install", "JAVA_HOME");
  }

  @Test
  void handsFlagsAndArgumentsOverAsTheyAre() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    FakeJava.executable(path.resolve("uname"), "#!/bin/sh\necho x86_64\n");
    environment.put("GROUNDWATCH_JAVA_OPTS", "-Xmx32m  -Dstar=*");

    Result result = run("run", "--config", "/a b/*.json", "", "$HOME");

    Path home = layout.toRealPath();
    assertThat(result.said("argument"))
        .containsExactly(
            "@" + home.resolve("conf/jvm.options"),
            "-Djava.library.path=" + home.resolve("native/linux/amd64"),
            "-Xmx32m",
            "-Dstar=*",
            "-jar",
            home.resolve("lib/groundwatch.jar").toString(),
            "run",
            "--config",
            "/a b/*.json",
            "",
            "$HOME");
  }

  @Test
  void limitsMallocArenasUnlessTheUserDoes() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    assertThat(run().said("arenas")).containsExactly("1");

    environment.put("MALLOC_ARENA_MAX", "4");

    assertThat(run().said("arenas")).containsExactly("4");
  }

  @Test
  void givesJavaALocaleThatCanNameEveryFile() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    environment.put("LANG", "C");
    assertThat(run().said("locale")).containsExactly("C.UTF-8");

    environment.put("LANG", "de_DE.utf8");

    assertThat(run().said("locale")).containsExactly("");
  }

  @Test
  void findsItsHomeThroughSymbolicLinks() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    environment.put("PATH", path + ":" + System.getenv("PATH"));
    Path first = Files.createSymbolicLink(temp.resolve("first"), launcher());
    Path second = Files.createSymbolicLink(path.resolve("gw"), first);

    Result result = finish(start(List.of(second.toString())));

    assertThat(result.said("argument"))
        .contains(layout.toRealPath().resolve("lib/groundwatch.jar").toString());
  }

  @Test
  void startsFromItsOwnFolderWithoutAPath() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");
    ProcessBuilder builder = builder(List.of("/bin/sh", "groundwatch"));
    builder.directory(layout.resolve("bin").toFile());

    assertThat(finish(builder.start()).said("argument"))
        .contains(layout.toRealPath().resolve("lib/groundwatch.jar").toString());
  }

  @Test
  void becomesJavaSoThatPidAndExitStatusAreJavas() throws Exception {
    FakeJava.home(jvms.resolve("17"), "17.0.1");

    Process process = start(List.of(launcher().toString()));
    Result result = finish(process);

    assertThat(result.said("pid")).containsExactly(Long.toString(process.pid()));
    assertThat(result.status()).isEqualTo(7);
  }

  @Test
  void leavesSignalsToJava() throws Exception {
    Path home = FakeJava.home(jvms.resolve("17"), "17.0.1");
    FakeJava.executable(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        trap 'exit 42' TERM
        echo ready
        read -r line
        """);

    Process process = start(List.of(launcher().toString()));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("ready");
    process.destroy();

    assertThat(process.waitFor()).isEqualTo(42);
  }

  /** With the real Java, so that no flag is unknown to it; every Java that the tests run on. */
  @Test
  void startsTheRealJavaWithoutAWord() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path packaged = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");

    Result result = finish(start(List.of(packaged.toString(), "version")));

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
  }

  private record Result(int status, String out, String err) {
    /** What the stand-in said after {@code key}. */
    private List<String> said(String key) {
      return out.lines()
          .filter(line -> line.startsWith(key + ": "))
          .map(line -> line.substring(key.length() + 2))
          .toList();
    }
  }

  private Result run(String... arguments) throws Exception {
    return finish(
        start(Stream.concat(Stream.of(launcher().toString()), Arrays.stream(arguments)).toList()));
  }

  private Process start(List<String> command) throws IOException {
    return builder(command).start();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(temp.resolve("err").toFile());
    return builder;
  }

  private Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return new Result(status, out, Files.readString(temp.resolve("err")));
  }

  private Path launcher() {
    return layout.resolve("bin/groundwatch");
  }
}
