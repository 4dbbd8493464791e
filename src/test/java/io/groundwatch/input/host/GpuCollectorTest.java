package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.HostInputConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a command that answers as nvidia-smi does. */
@EnabledOnOs(OS.LINUX)
class GpuCollectorTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Path folder;
  private final Samples out = new Samples();

  GpuCollectorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void asksForWhatIsWantedAndTakesWhatEachGpuHas() throws IOException {
    String program =
        script(
            """
            echo "$1 $2" > %s
            echo '0, 37, 61.50, [N/A], 81559, NVIDIA H100 80GB HBM3'
            echo '1, 0, 45.12, 33, 81559, Tesla T4, passive'
            """
                .formatted(folder.resolve("asked")));
    collect(
        program,
        HostInputs.of("nvidia_smi", "utilization_gpu", "power_draw", "fan_speed", "memory_total"));
    assertThat(folder.resolve("asked"))
        .hasContent(
            "--query-gpu=index,utilization.gpu,power.draw,fan.speed,memory.total,name"
                + " --format=csv,noheader,nounits");
    assertThat(out.all()).hasSize(7);
    Map<String, String> first = Map.of("index", "0", "name", "NVIDIA H100 80GB HBM3");
    assertThat(out.only("nvidia_smi_utilization_gpu", first).value()).isEqualTo(37);
    assertThat(out.only("nvidia_smi_power_draw", first).value()).isEqualTo(61.5);
    assertThat(out.only("nvidia_smi_fan_speed", Map.of("name", "Tesla T4, passive")).value())
        .isEqualTo(33);
  }

  @Test
  void asksForEachPropertyByItsName() throws IOException {
    String program = script("echo \"$1\" | tr ',' '\\n' > " + folder.resolve("asked"));
    collect(program, HostInputs.everythingOf("nvidia_smi"));
    assertThat(folder.resolve("asked"))
        .content()
        .contains("temperature.gpu\n", "utilization.memory\n", "memory.used\n")
        .contains("pcie.link.gen.current\n", "pcie.link.width.current\n")
        .contains("encoder.stats.sessionCount\n", "encoder.stats.averageFps\n")
        .contains("encoder.stats.averageLatency\n", "clocks.current.graphics\n")
        .contains("clocks.current.sm\n", "clocks.current.memory\n", "clocks.current.video\n");
  }

  @Test
  void withoutTheCommandThereIsNothingToCollectAndNoFailure() throws IOException {
    collect(folder.resolve("none").toString(), HostInputs.of("nvidia_smi", "fan_speed"));
    assertThat(out.all()).isEmpty();
  }

  @Test
  void aDriverThatFailsIsAFailureInItsOwnWords() throws IOException {
    String program = script("echo \"couldn't communicate with the NVIDIA driver\"; exit 9");
    assertThatThrownBy(() -> collect(program, HostInputs.of("nvidia_smi", "fan_speed")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("couldn't communicate");
  }

  private void collect(String program, HostInputConfig config) throws IOException {
    new GpuCollector(config, HostInputs.NAMESPACE, HostInputs.BASE, new HostCommand(LONG), program)
        .collect(1000, out);
  }

  private String script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("smi.sh"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }
}
