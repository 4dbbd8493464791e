package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Batch;
import io.groundwatch.model.LogOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes known of the host while a file is read is in the names of what is read then. */
class HostNamesTest {
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void aFileGoesOnUnderItsNewNameAndIsNotReadAgain() throws Exception {
    TailedFolder tailed =
        new TailedFolder(
            folder, "\"log_group_name\": \"g\", \"log_stream_name\": \"{instance_id}\"");
    tailed.know(Map.of("{instance_id}", "web1"));
    tailed.append("before\n");
    tailed.pass(A_WHILE);
    tailed.know(Map.of("{instance_id}", "i-1"));
    tailed.append("after\n");
    tailed.pass(A_WHILE);
    tailed.restart();
    tailed.pass(A_WHILE);

    assertThat(tailed.messages()).containsExactly("before", "after");
    assertThat(tailed.lane().batches())
        .flatExtracting(batch -> ((Batch.Logs) batch).lines().originTable())
        .extracting(LogOrigin::stream)
        .containsExactly("web1", "i-1");
  }
}
