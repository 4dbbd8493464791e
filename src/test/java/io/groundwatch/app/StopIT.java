package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a packaged agent stops that waits for an answer which does not come. */
class StopIT {
  private static final long PATIENCE_SECONDS = 120;
  private static final int LINES = 1000;
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir Path folder;
  private AccountingServer server;

  @BeforeEach
  void serve() throws IOException {
    server = AccountingServer.open();
    server.mode(AccountingServer.Mode.HANG);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append(i).append(" line\n");
    }
    Files.writeString(folder.resolve("app.log"), lines);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theFirstSignalGivesItsGraceAndStops() throws Exception {
    try (LaunchedCommand agent = run()) {
      assertThat(server.awaitRequest(PATIENCE_SECONDS)).isTrue();
      assertThat(agent.stop()).isZero();
      assertThat(agent.err()).contains("Told to stop.", "Stopped.").doesNotContain("once more");
    }
    assertThatAllComesFromTheNextAgent();
  }

  @Test
  void theSecondSignalEndsItAtOnceAndNothingIsLost() throws Exception {
    try (LaunchedCommand agent = run()) {
      assertThat(server.awaitRequest(PATIENCE_SECONDS)).isTrue();
      agent.tellToStop();
      agent.awaitErr("Told to stop.");
      assertThat(agent.stop()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(agent.err())
          .contains("Told to stop once more: it ends at once")
          .doesNotContain("Stopped.");
    }
    assertThatAllComesFromTheNextAgent();
  }

  private void assertThatAllComesFromTheNextAgent() throws Exception {
    server.mode(AccountingServer.Mode.TAKE);
    try (LaunchedCommand agent = run()) {
      assertThat(server.awaitLines(LINES, PATIENCE_SECONDS)).isTrue();
      assertThat(server.linesInSeveralBatches()).isEmpty();
      assertThat(agent.stop()).isZero();
    }
  }

  private LaunchedCommand run() throws IOException {
    Path config = folder.resolve("config.json");
    Files.write(
        config,
        List.of(
            """
            {
              "agent": {"state_directory": "%1$s/state"},
              "logs": {"logs_collected": {"files": {"collect_list": [
                {"file_path": "%1$s/app.log", "format": "plain"}]}}},
              "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest"}}
            }
            """
                .formatted(folder, server.port())));
    return LaunchedCommand.start("run", "--config", config.toString());
  }
}
