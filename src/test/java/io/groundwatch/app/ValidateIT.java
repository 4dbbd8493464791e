package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code validate}, as a person uses it before a start. */
class ValidateIT {
  @TempDir Path folder;

  @Test
  void showsWhatTheFilesOfAFolderComeTo() throws Exception {
    Files.writeString(folder.resolve("app.log"), "a line\n");
    file("20-app.json", entry("app.log", "\"headers\": {\"X-Key\": \"hunter2\"},", 1));
    file(
        "10-base.json",
        "{\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used\"]}}}}");
    file(
        "30-mem.json",
        "{\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"free\"]}}}}");
    try (LaunchedCommand command =
        LaunchedCommand.start("validate", "--config", folder.toString(), "--show")) {
      assertThat(command.exit()).as(command.err()).isZero();
      assertThat(command.out())
          .contains("The configuration is valid.")
          .contains("\"measurement\": [\"used\", \"free\"]")
          .contains("\"X-Key\": \"***\"")
          .contains(folder + "/app.log matches now: 1 file\n  " + folder + "/app.log")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void namesBothFilesThatDisagree() throws Exception {
    Path one =
        file(
            "1.json",
            "{\"metrics\": {\"namespace\": \"A\", \"metrics_collected\": {\"x\": {\"measurement\": []}}}}");
    Path two = file("2.json", "{\"metrics\": {\"namespace\": \"B\"}}");
    try (LaunchedCommand command =
        LaunchedCommand.start("validate", "-c", one.toString(), "-c", two.toString())) {
      assertThat(command.exit()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(command.err())
          .contains(two + ":1:27 /metrics/namespace: differs from " + one + ":1:27");
    }
  }

  @Test
  void onlineSaysOfEachDestinationWhetherItAnswers() throws Exception {
    try (LaunchedCommand receiver = LaunchedCommand.start("receive", "--listen", "127.0.0.1:0")) {
      String listening = receiver.awaitErr("Listening on http://127.0.0.1:");
      int port = Integer.parseInt(listening.replaceAll("^.*:(\\d+)/.*$", "$1"));
      Path config = file("config.json", entry("app.log", "", port));
      assertOnline(
          config, ExitCode.FINE, "central (http://127.0.0.1:" + port + "/in) answers (status ");
      receiver.kill();
      assertOnline(
          config, ExitCode.FAILED, "central (http://127.0.0.1:" + port + "/in) does not answer: ");
    }
  }

  private static void assertOnline(Path config, int status, String said) throws Exception {
    try (LaunchedCommand command =
        LaunchedCommand.start("validate", "--config", config.toString(), "--online")) {
      assertThat(command.exit()).as(command.out() + command.err()).isEqualTo(status);
      assertThat(command.out()).contains(said);
    }
  }

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private String entry(String log, String headers, int port) {
    return """
    {
      "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%s/%s"}]}}},
      "destinations": {"central": {"type": "http", %s "url": "http://127.0.0.1:%d/in"}}
    }
    """
        .formatted(folder, log, headers, port);
  }
}
