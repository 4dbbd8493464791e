package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.BatchSize;
import io.groundwatch.pipeline.Intake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.Receipt;
import io.groundwatch.pipeline.SettledOffsets;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the file to the compressed batch, no object is made for a line. What is allocated does not
 * depend on how fast the machine is: past the limit, find out what came to be made for each line.
 */
class AllocationTest {
  private static final int LINES = 100_000;
  private static final int LINE_BYTES = 150;

  /** The batch's own columns: bytes, an end, a time, an origin; a part more than is used. */
  private static final double COLUMNS_BYTES = (LINE_BYTES + 4 + 8 + 4) * 1.125;

  /**
   * What a batch of 4,000 lines takes to be compressed, for each of them: 82 to 86 on Java 17 and
   * 25, compiled or not. An object a line would be 16 more at least.
   */
  private static final double MORE_BYTES = 96;

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final Random random = new Random(1);

  @Test
  void nothingIsAllocatedForALine() throws IOException {
    Path log = folder.resolve("app.log");
    Encoding lane = new Encoding();
    LogBatcher batcher =
        new LogBatcher(
            lane,
            new BatchConfig(1 << 20, 10_000, Duration.ofSeconds(1), true),
            new BatchIds(random),
            time);
    FileInput input =
        new FileInput(
            List.of(
                FileEntries.of(
                    log.toString(), ReadFrom.BEGINNING, new LogFeed("one", batcher, Map.of()))),
            folder.resolve("state"),
            trouble -> ChangeHints.none(),
            time,
            random,
            new SelfMetrics());
    write(log);
    read(input);
    write(log); // what is loaded and made once is there
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    read(input);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(lane.lines).isEqualTo(2 * LINES);
    assertThat((double) allocated / LINES)
        .as("bytes allocated a line")
        .isBetween((double) LINE_BYTES, COLUMNS_BYTES + MORE_BYTES);
  }

  private void read(FileInput input) {
    for (int i = 0; i < 30; i++) {
      while (input.work() > 0) {}
      time.advance(Duration.ofMillis(100));
    }
  }

  private void write(Path log) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < LINES; i++) {
        String text = "line " + random.nextLong() + " of " + i + " ";
        out.write((text + "x".repeat(LINE_BYTES - 1 - text.length()) + "\n").getBytes(UTF_8));
      }
    }
  }

  /** A lane that encodes what it is offered, as one in the agent does on its way to the disk. */
  private static final class Encoding implements Intake {
    private final BatchEncoder encoder = new BatchEncoder(Compression.ZSTD);
    private final SettledOffsets settled = new SettledOffsets();
    private long lines;

    @Override
    public boolean offer(Batch batch, List<Receipt> receipts) {
      lines += encoder.encode(batch, 1).records();
      return true;
    }

    @Override
    public void offerLast(Batch batch, List<Receipt> receipts) {
      offer(batch, receipts);
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public BatchSize batchSize() {
      return BatchSize.USUAL;
    }

    @Override
    public SettledOffsets settledOffsets() {
      return settled;
    }
  }
}
