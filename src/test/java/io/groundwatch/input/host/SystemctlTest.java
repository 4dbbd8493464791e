package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.input.host.UnitReading.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a systemctl that prints what a real one did. */
@EnabledOnOs(OS.LINUX)
class SystemctlTest {
  private final Path folder;

  SystemctlTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsTheManagerAndTheUnitsThatItIsAskedFor() throws IOException {
    SystemdReading reading = ask(HostTree.text("systemctl.txt"), "nginx.service", "app-*");

    assertThat(reading.manager().values())
        .containsOnly(
            Map.entry("failed_count", 2L), Map.entry("jobs_count", 0L), Map.entry("running", 0L));
    assertThat(reading.units())
        .containsExactlyInAnyOrder(
            new UnitReading(
                "nginx.service",
                State.ACTIVE,
                new Numbers(
                    "nginx.service",
                    Map.of(
                        "unit_restarts",
                        3L,
                        "unit_memory_used",
                        12582912L,
                        "unit_tasks",
                        5L,
                        "unit_cpu_time",
                        1500L))),
            new UnitReading(
                "app-a.service",
                State.FAILED,
                new Numbers("app-a.service", Map.of("unit_restarts", 0L))),
            new UnitReading("app.timer", State.OTHER, new Numbers("app.timer", Map.of())));
    assertThat(Files.readAllLines(folder.resolve("asked")))
        .last()
        .asString()
        .endsWith("-- nginx.service app-*");
  }

  @Test
  void asksAboutNoUnitWhereNoneIsNamed() throws IOException {
    assertThat(ask(HostTree.text("systemctl.txt")).units()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
  }

  @Test
  void readsNoMoreUnitsThanItsLimit() throws IOException {
    StringBuilder many = new StringBuilder("NFailedUnits=0\nSystemState=running\n");
    for (int i = 0; i < Systemctl.MAX_UNITS + 20; i++) {
      many.append("\nId=").append(i).append(".service\nActiveState=active\n");
    }
    assertThat(ask(many.toString(), "*").units()).hasSize(Systemctl.MAX_UNITS);
  }

  @Test
  void aSystemctlThatTellsNothingIsAFault() {
    assertThatThrownBy(() -> ask("")).isInstanceOf(IOException.class);
  }

  private SystemdReading ask(String answer, String... patterns) throws IOException {
    Path file = Files.writeString(folder.resolve("answer"), answer);
    Path script =
        Files.writeString(
            folder.resolve("systemctl.sh"),
            "echo \"$@\" >> " + folder.resolve("asked") + "\ncat " + file + "\n");
    return new Systemctl(
            List.of("sh", script.toString()),
            List.of(patterns),
            new HostCommand(Duration.ofSeconds(60)))
        .read();
  }
}
