package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SharedStdoutTest {
  @Test
  void lanesThatShareStandardOutputNeverWriteAtOnce() throws Exception {
    SharedPipe pipe = new SharedPipe();
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs = new Outputs(services, Map.of(), pipe, new SystemTimeSource());
      List<Thread> lanes = new ArrayList<>();
      for (Route route : implied().metrics()) {
        lanes.add(sender(outputs.open(route)));
        lanes.add(sender(outputs.open(route)));
      }
      lanes.forEach(Thread::start);
      for (Thread lane : lanes) {
        lane.join();
      }
    }
    assertThat(pipe.writes).hasPositiveValue();
    assertThat(pipe.mixed).isFalse();
  }

  private static Routes implied() throws Exception {
    String config =
        "{\"metrics\": {\"metrics_collected\": {\"mem\":" + " {\"measurement\": [\"used\"]}}}}";
    return Routes.of(
        ConfigLoader.find(
                List.of(), Map.of(ConfigLoader.CONTENT_VARIABLE, config), Path.of("/nowhere"))
            .orElseThrow()
            .config(),
        HostWithoutAws.IMPLIED);
  }

  private static Thread sender(Output output) {
    StoredBatch batch =
        new BatchEncoder(Compression.ZSTD)
            .encode(SampleBatches.logs(1, "x".repeat(100_000), "y".repeat(100_000)), 1);
    return new Thread(
        () -> {
          for (int i = 0; i < 50; i++) {
            output.send(
                batch,
                batch.whole(),
                outcome -> assertThat(outcome).isInstanceOf(Outcome.Delivered.class));
          }
        });
  }

  /** Notices two writers at once. */
  private static final class SharedPipe extends OutputStream {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicBoolean mixed = new AtomicBoolean();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (inside.incrementAndGet() > 1) {
        mixed.set(true);
      }
      LockSupport.parkNanos(100_000); // long enough for the other one to come in
      writes.incrementAndGet();
      inside.decrementAndGet();
    }
  }
}
