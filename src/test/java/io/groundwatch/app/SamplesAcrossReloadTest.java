package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.runtime.FakeTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.util.GlobalConfig;

/** A new configuration loses no sample of what it leaves as it was, and takes none twice. */
class SamplesAcrossReloadTest {
  private static final String NET =
      "\"net\": {\"measurement\": [\"bytes_recv\"], \"resources\": [\"eth0\"]}";
  private static final String LOAD = "\"system\": {\"measurement\": [\"uptime\"]}";
  private static final Pattern SAMPLE =
      Pattern.compile("\"time\":\"([^\"]+)\".*\"name\":\"net_bytes_recv\".*\"value\":(\\d+)");

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();

  /** OSHI is told once a process where the kernel's files are. */
  @AfterEach
  void forgetTheFolder() {
    GlobalConfig.remove(GlobalConfig.OSHI_UTIL_PROC_PATH);
    GlobalConfig.remove(GlobalConfig.OSHI_UTIL_SYS_PATH);
  }

  @Test
  void countersGoOnWhereTheyWere() throws Exception {
    received(1000);
    Files.createDirectories(folder.resolve("proc"));
    Files.writeString(folder.resolve("proc/uptime"), "100.00 100.00\n");
    Map<String, String> environment = Map.of("HOST_ROOT", folder.toString());
    try (HandDrivenAgent agent = new HandDrivenAgent(folder.resolve("state"), environment, time)) {
      agent.apply(routes(NET));
      agent.pass(Duration.ofSeconds(10));
      received(1500);
      agent.pass(Duration.ofSeconds(10));
      received(1700);
      agent.pass(Duration.ofSeconds(3));
      agent.apply(routes(LOAD + ", " + NET));
      agent.pass(Duration.ofSeconds(3));
      agent.apply(routes(NET));
      agent.pass(Duration.ofSeconds(4));
      received(2000);
      agent.pass(Duration.ofSeconds(10));
      agent.end();

      assertThat(agent.records().stream().map(SAMPLE::matcher).filter(Matcher::find))
          .extracting(sample -> sample.group(1).substring(14, 19) + " " + sample.group(2))
          .containsExactly("00:10 0", "00:20 500", "00:30 200", "00:40 300");
    }
  }

  private void received(long bytes) throws Exception {
    Path dev = folder.resolve("proc/1/net/dev");
    Files.createDirectories(dev.getParent());
    Files.writeString(
        dev,
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          eth0: %d 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0
        """
            .formatted(bytes));
  }

  private static Routes routes(String inputs) throws Exception {
    String json =
        "{\"agent\": {\"hostname\": \"h\", \"metrics_collection_interval\": 10},"
            + " \"metrics\": {\"metrics_collected\": {"
            + inputs
            + "}}}";
    return Routes.of(
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8)).config(),
        HostWithoutAws.IMPLIED);
  }
}
