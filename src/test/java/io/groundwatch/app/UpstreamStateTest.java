package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.app.UpstreamState.Read;
import io.groundwatch.model.Coverage.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamStateTest {
  private static final Path STATE = Path.of("_var_log_app.log");
  private static final Path FILE = Path.of("/var/log/app.log");

  @TempDir Path folder;

  @Test
  void anOffsetIsWhatIsReadFromTheBeginning() {
    assertThat(UpstreamState.parse(STATE, "120\n/var/log/app.log\n"))
        .contains(new Read(STATE, FILE, List.of(new Range(0, 120))));
  }

  @Test
  void rangesSayMore() {
    assertThat(UpstreamState.parse(STATE, "300\n/var/log/app.log\n0-120,200-300\n"))
        .contains(new Read(STATE, FILE, List.of(new Range(0, 120), new Range(200, 300))));
  }

  @Test
  void whatIsNoStateIsPassedOver() {
    assertThat(UpstreamState.parse(STATE, "")).isEmpty();
    assertThat(UpstreamState.parse(STATE, "120")).isEmpty();
    assertThat(UpstreamState.parse(STATE, "x\n/var/log/app.log")).isEmpty();
    assertThat(UpstreamState.parse(STATE, "0\n/var/log/app.log")).isEmpty();
    assertThat(UpstreamState.parse(STATE, "99999999999999999999\n/var/log/app.log")).isEmpty();
  }

  @Test
  void knowsARunningAgentByItsProgram() throws IOException {
    process("12", "/usr/bin/vi\0/opt/aws/amazon-cloudwatch-agent\0");
    assertThat(UpstreamState.runningAgent(folder)).isEmpty();
    process("34", "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent\0-config\0x\0");
    assertThat(UpstreamState.runningAgent(folder)).contains(34L);
  }

  private void process(String number, String command) throws IOException {
    Path process = Files.createDirectories(folder.resolve(number));
    Files.writeString(process.resolve("cmdline"), command);
  }
}
