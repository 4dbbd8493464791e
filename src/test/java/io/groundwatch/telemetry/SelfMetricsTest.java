package io.groundwatch.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfMetricsTest {
  private final SelfMetrics metrics = new SelfMetrics();

  @Test
  void aCounterIsMadeOnceForEachNameAndLabels() {
    metrics.counter("a_total", "lane", "x").add(2);
    metrics.counter("a_total", "lane", "x").increment();
    metrics.counter("a_total", "lane", "y").increment();
    metrics.counter("a_total").add(10);
    assertThat(metrics.snapshot())
        .containsOnly(
            java.util.Map.entry("a_total{lane=\"x\"}", 3.0),
            java.util.Map.entry("a_total{lane=\"y\"}", 1.0),
            java.util.Map.entry("a_total", 10.0));
  }

  @Test
  void aTotalIsOfAllLabelsAndOfNoOtherName() {
    metrics.counter("a_total", "lane", "x", "reason", "r").add(2);
    metrics.counter("a_total", "lane", "y").add(3);
    metrics.counter("a_total").add(5);
    metrics.counter("a_total_more", "lane", "x").add(100);
    assertThat(metrics.total("a_total")).isEqualTo(10);
    assertThat(metrics.total("none")).isZero();
    assertThat(metrics.snapshot()).containsKey("a_total{lane=\"x\",reason=\"r\"}");
  }

  @Test
  void aGaugeIsAskedWhenItIsRead() {
    double[] value = {1};
    metrics.gauge("queue_bytes", () -> value[0], "lane", "x");
    value[0] = 42;
    assertThat(metrics.snapshot()).containsEntry("queue_bytes{lane=\"x\"}", 42.0);
  }

  @Test
  void countsOfManyThreadsAreAllThere() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 1000; n++) {
                  metrics.counter("a_total", "lane", "" + n % 7).increment();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(metrics.total("a_total")).isEqualTo(4000);
  }
}
