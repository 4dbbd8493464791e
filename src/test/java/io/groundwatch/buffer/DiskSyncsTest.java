package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the disk is waited for, as the virtual machine's own recorder sees it: what a batch
 * costs does not depend on how fast the machine is. Tape writes to files that are opened for
 * synchronous writes, so that each of its writes is one; everything else forces.
 */
class DiskSyncsTest {
  private static final int BATCHES = 100;

  /** Tape's element and its header; and the folder, once a segment. */
  private static final double MAX_A_STORE = 3.2;

  /** The checkpoint's append. */
  private static final double MAX_A_SETTLE = 1.1;

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();

  @Test
  void aBatchCostsFewSyncs() throws IOException {
    try (TapeBuffer buffer = open();
        FileCheckpoints checkpoints = FileCheckpoints.open(folder.resolve("checkpoint"), time)) {
      store(buffer, 0);
      checkpoints.settle(1, SampleBatches.logs(0, "a").positions());
      assertThat(syncs(() -> storeAll(buffer)) / (double) BATCHES)
          .as("syncs a store")
          .isBetween(1.0, MAX_A_STORE);
      assertThat(syncs(() -> settleAll(checkpoints)) / (double) BATCHES)
          .as("syncs a settle")
          .isBetween(1.0, MAX_A_SETTLE);
    }
  }

  private static void storeAll(TapeBuffer buffer) throws IOException {
    for (int i = 1; i <= BATCHES; i++) {
      store(buffer, i);
    }
  }

  private static void settleAll(FileCheckpoints checkpoints) throws IOException {
    for (int i = 1; i <= BATCHES; i++) {
      checkpoints.settle(i + 1, SampleBatches.logs(i, "a").positions());
    }
  }

  private static void store(TapeBuffer buffer, int number) throws IOException {
    Batch batch = SampleBatches.logs(number, "a", "b", "c");
    StoredBatch stored = buffer.store(batch).orElseThrow();
    assertThat(stored.records()).isEqualTo(3);
  }

  private TapeBuffer open() throws IOException {
    return TapeBuffer.open(
        folder.resolve("queue"),
        new TapeBufferSettings("test/logs", 64 << 20, 8 << 20, Compression.ZSTD),
        0,
        new SelfMetrics(),
        time);
  }

  /** Work that uses the disk. */
  private interface DiskWork {
    void run() throws IOException;
  }

  private long syncs(DiskWork work) throws IOException {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.enable("jdk.FileWrite").withThreshold(Duration.ZERO);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    return events.stream().filter(DiskSyncsTest::waits).count();
  }

  private static boolean waits(RecordedEvent event) {
    return event.getEventType().getName().equals("jdk.FileForce")
        || String.valueOf(event.getString("path")).endsWith(".tape");
  }
}
