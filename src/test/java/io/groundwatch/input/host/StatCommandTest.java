package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StatCommandTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String ANSWER = "echo '1 9 8 7 6 5 /'";
  private static final List<Mount> MOUNTS = List.of(new Mount("/", "d", "t"));

  private final Path folder;

  StatCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tellsSizesAndInodesAndLeavesOutWhatIsNotThere() {
    Mount root = new Mount("/", "d", "t");
    Map<String, Volume> answers =
        new StatCommand("stat", HostRoots.OWN, LONG)
            .ask(List.of(root, new Mount("/not/there", "d", "t")));
    assertThat(answers).containsOnlyKeys("/");
    Volume volume = answers.get("/");
    assertThat(volume).isNotNull();
    assertThat(volume.total()).isEqualTo(folder.getRoot().toFile().getTotalSpace());
    assertThat(volume.inodesTotal()).isGreaterThanOrEqualTo(volume.inodesFree());
  }

  @Test
  void asksAnyNumberOfMounts() throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Path path = Files.createDirectory(folder.resolve("mount with blanks " + i));
      mounts.add(new Mount(path.toString(), "d", "t"));
    }
    assertThat(new StatCommand("stat", HostRoots.OWN, LONG).ask(mounts)).hasSize(250);
  }

  @Test
  void leavesAHangingFileSystemAloneAndDoesNotAskItAgainMeanwhile() throws IOException {
    Path starts = folder.resolve("asked");
    Path back = folder.resolve("back");
    String command =
        script(
            "echo x >> "
                + starts
                + "\nwhile [ ! -e "
                + back
                + " ]; do sleep 0.05; done\n"
                + ANSWER);
    StatCommand stat = new StatCommand(command, HostRoots.OWN, Duration.ofMillis(200));
    assertThat(stat.ask(MOUNTS)).isEmpty();
    assertThat(stat.ask(MOUNTS)).isEmpty();
    assertThat(Files.readAllLines(starts)).hasSize(1);

    Files.createFile(back);
    TimeSource time = new SystemTimeSource();
    long asked = time.nanos();
    while (stat.ask(MOUNTS).isEmpty()) {
      assertThat(time.nanos() - asked).isLessThan(LONG.toNanos());
    }
  }

  @Test
  void leavesOutNumbersThatMakeNoSense() throws IOException {
    String command =
        script(
            "echo '4096 18446744073709551615 1 1 1 1 /a'\necho '10 9 8 7 18446744073709551615 1 /b'");
    Map<String, Volume> answers =
        new StatCommand(command, HostRoots.OWN, LONG)
            .ask(List.of(new Mount("/a", "d", "t"), new Mount("/b", "d", "t")));
    assertThat(answers)
        .containsExactly(
            Map.entry("/b", new Volume(new Mount("/b", "d", "t"), 90, 80, 70, -1, -1)));
  }

  @Test
  void aMissingCommandIsNoFailure() {
    StatCommand stat = new StatCommand(folder.resolve("none").toString(), HostRoots.OWN, LONG);
    assertThat(stat.ask(MOUNTS)).isEmpty();
    assertThat(stat.ask(MOUNTS)).isEmpty();
  }

  private String script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("stat.sh"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }
}
