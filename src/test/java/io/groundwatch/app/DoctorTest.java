package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.output.HttpProbe.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler[] handlers = root.getHandlers();

  /** The command sets the log up for a process of its own. */
  @AfterEach
  void leaveTheLogAsItWas() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    for (Handler handler : handlers) {
      root.addHandler(handler);
    }
    root.setLevel(level);
  }

  @Test
  void namesEachFaultAndItsRemedy() throws Exception {
    String said = doctor(config("http://127.0.0.1:" + closedPort() + "/"), ExitCode.FAILED);

    assertThat(said)
        .contains("ok       configuration: no faults")
        .contains("ok       state folder " + folder + "/state: can be written")
        .contains("warning  agent: none runs with this state folder")
        .contains("warning  logs " + folder + "/*.log: no file matches now")
        .containsPattern("FAULT    destination central .*connection refused")
        .contains("         -> see that it runs and that no firewall is between");
  }

  @Test
  void namesTheFaultsOfTheConfiguration() throws Exception {
    assertThat(doctor("{\"logs\": {\"log_colected\": {}}}", ExitCode.FAILED))
        .contains("FAULT    configuration: ")
        .contains("/logs/log_colected: unknown key")
        .contains("-> groundwatch validate shows them all");
  }

  @Test
  void saysWhetherANameIsKnown() throws Exception {
    assertThat(judged("http://no-such-host.invalid/", failed("does not answer: cannot be found")))
        .contains("-> the name no-such-host.invalid is not found");
    assertThat(
            judged("https://127.0.0.1/", failed("does not answer: its certificate is not known")))
        .contains("\"ca_file\"");
  }

  @Test
  void judgesTheStatusAndTheClock() throws Exception {
    String url = "http://127.0.0.1/";
    assertThat(judged(url, answered(200, "Sat, 31 Jan 2026 12:00:03 GMT")))
        .contains("ok       clock: agrees with the destination's")
        .doesNotContain("FAULT");
    assertThat(judged(url, answered(401, "Sat, 31 Jan 2026 12:20:00 GMT")))
        .contains("FAULT    destination central")
        .contains("FAULT    clock: 20 min behind the destination's");
    assertThat(judged(url, answered(200, "yesterday"))).doesNotContain("clock");
  }

  /** It was not signed, so it can be refused. */
  @Test
  void anAnswerOfAwsIsFineWhateverItSays() throws Exception {
    DestinationConfig aws =
        ConfigLoader.parse(
                "c",
                "{\"destinations\": {\"aws\": {\"type\": \"cloudwatch\", \"endpoint_override\": \"http://127.0.0.1:1\"}}}"
                    .getBytes(StandardCharsets.UTF_8))
            .config()
            .destinations()
            .get(0);
    assertThat(
            AnswerCheck.of(
                aws,
                answered(403, "Sat, 31 Jan 2026 12:00:00 GMT"),
                TimeUnit.SECONDS.toNanos(NOW.getEpochSecond())))
        .allMatch(finding -> finding.level() == Finding.Level.FINE);
  }

  private String judged(String url, Answer answer) throws Exception {
    DestinationConfig destination =
        ConfigLoader.parse("c", config(url).getBytes(StandardCharsets.UTF_8))
            .config()
            .destinations()
            .get(0);
    StringBuilder said = new StringBuilder();
    AnswerCheck.of(destination, answer, TimeUnit.SECONDS.toNanos(NOW.getEpochSecond()))
        .forEach(finding -> finding.lines().forEach(line -> said.append(line).append('\n')));
    return said.toString();
  }

  private static Answer answered(int status, String date) {
    return new Answer(true, status, "answers", Optional.of(date));
  }

  private static Answer failed(String words) {
    return new Answer(false, 0, words, Optional.empty());
  }

  private String doctor(String config, int status) throws Exception {
    Path file = Files.writeString(folder.resolve("config.json"), config);
    StringWriter out = new StringWriter();
    assertThat(
            Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute("doctor", "--config", file.toString()))
        .as(out.toString())
        .isEqualTo(status);
    return out.toString();
  }

  private String config(String url) {
    return """
    {"agent": {"state_directory": "%1$s/state"},
     "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%1$s/*.log"}]}}},
     "destinations": {"central": {"type": "http", "url": "%2$s"}}}
    """
        .formatted(folder, url);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
