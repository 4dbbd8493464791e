package io.groundwatch.input.otlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.config.OtlpConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.MetricBatcher;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** An input at a free port of loopback, with one lane a kind; the test's thread works for it. */
final class OtlpRig implements AutoCloseable {
  static final long HEAP_BYTES = 64 << 20;
  private static final int HUGE = 100_000_000;

  final FakeTime time = new FakeTime();
  final SelfMetrics metrics = new SelfMetrics();
  final FakeIntake logs = new FakeIntake();
  final FakeIntake points = new FakeIntake();
  final LongAdder lost = new LongAdder();
  private final HttpClient client = HttpClient.newHttpClient();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private final MetricFanout fanout;
  final OtlpInput input;
  private boolean ended;

  OtlpRig() {
    BatchConfig limits = new BatchConfig(1_000_000, 100_000, Duration.ofSeconds(10), false);
    BatchIds ids = new BatchIds(new Random(1));
    DropCount dropped = new DropCount(lost, new LongAdder());
    fanout = new MetricFanout(List.of(new MetricBatcher(points, limits, ids, time, dropped)));
    input =
        new OtlpInput(
            new OtlpConfig(
                new ListenAddress("127.0.0.1", 0),
                Optional.empty(),
                true,
                Optional.of(new OtlpConfig.Logs(Optional.empty(), Optional.empty()))),
            new OtlpOutlets(
                "CWAgent",
                Dimensions.NONE.with("host", "web1"),
                fanout,
                fanout,
                new RecordFanout(
                    List.of(
                        new RecordLane(new LogBatcher(logs, limits, ids, time), dropped, time))),
                () -> Map.of("{hostname}", "web1")),
            HEAP_BYTES,
            time,
            metrics);
    input.work();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + requireNonNull(input.address()).getPort() + path);
  }

  CompletableFuture<HttpResponse<byte[]>> post(
      String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  /** Posts, works until it is answered, and has lanes store what they are given meanwhile. */
  HttpResponse<byte[]> exchange(String path, String type, byte[] body, String... headers) {
    CompletableFuture<HttpResponse<byte[]>> answer = post(path, type, body, headers);
    await(
        () -> {
          logs.store();
          points.store();
          return answer.isDone();
        });
    return answer.join();
  }

  void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      input.work();
      Thread.onSpinWait();
    }
  }

  /** What the lane of metrics was given. */
  List<MetricSample> samples() {
    List<MetricSample> samples = new ArrayList<>();
    for (Batch batch : points.batches()) {
      samples.addAll(((Batch.Metrics) batch).samples());
    }
    return samples;
  }

  long count(String name, String... labels) {
    return labels.length == 0
        ? metrics.counter(name).sum()
        : metrics.counter(name, labels[0], labels[1]).sum();
  }

  void end() {
    if (!ended) {
      ended = true;
      input.finish(time.nanos() + HUGE);
    }
  }

  @Override
  public void close() {
    end();
  }
}
