package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import io.groundwatch.net.ReservedPort;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small requests that unpack to as much as may be, each kind expensive in another way, from many
 * connections at once, for the packaged agent with the heap that it has: it ended for want of
 * memory, since readers that were used again held on to requests that were done with.
 */
class HostileSendersIT {
  private static final int SENDERS = 12;
  private static final int ROUNDS = 1;
  private static final int MEBI = 1 << 20;

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

  /** A request that is ready to be sent. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Body(String path, byte[] packed) {}

  @Test
  void theAgentLivesThroughRequestsThatUnpackToMuch() throws Exception {
    List<Body> bodies = bodies();
    Path log = folder.resolve("agent.log");
    try (ReservedPort port = new ReservedPort();
        ReservedPort nobody = new ReservedPort();
        AgentProcess agent = AgentProcess.start(config(port.number(), nobody.number()), log)) {
      while (send(port.number(), new Body("/v1/logs", new byte[0])) < 0) {
        assertThat(agent.runFor(20)).as("%s", Files.readString(log)).isTrue();
      }
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int first = i;
        Thread sender = new Thread(() -> sendAll(port.number(), bodies, first), "sender-" + i);
        sender.start();
        senders.add(sender);
      }
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(agent.runFor(1)).as("it runs, having answered %s", answers).isTrue();
      assertThat(answers.keySet()).isSubsetOf(200, 429);
      assertThat(answers).containsKey(200);
      assertThat(agent.stop()).isZero();
    }
  }

  private void sendAll(int port, List<Body> bodies, int first) {
    for (int i = 0; i < ROUNDS * bodies.size(); i++) {
      answers.merge(send(port, bodies.get((first + i) % bodies.size())), 1, Integer::sum);
    }
  }

  /** The status of the answer; negative where there is none. */
  private int send(int port, Body body) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + body.path()))
                  .header("Content-Type", "application/x-protobuf")
                  .header("Content-Encoding", body.packed().length == 0 ? "identity" : "gzip")
                  .timeout(Duration.ofSeconds(60))
                  .POST(BodyPublishers.ofByteArray(body.packed()))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Body> bodies() {
    ScopeLogs.Builder empty = ScopeLogs.newBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      empty.addLogRecords(LogRecord.newBuilder().setSeverityNumberValue(1));
    }
    ScopeLogs.Builder long1 =
        ScopeLogs.newBuilder().addLogRecords(LogRecord.newBuilder().setBody(text(6 * MEBI)));
    ScopeLogs.Builder wide = ScopeLogs.newBuilder();
    for (int i = 0; i < 6; i++) {
      LogRecord.Builder record = LogRecord.newBuilder();
      for (int k = 0; k < 16; k++) {
        record.addAttributes(KeyValue.newBuilder().setKey("k" + k).setValue(text(63_000)));
      }
      wide.addLogRecords(record);
    }
    return List.of(
        logs(List.of(resource("a", empty))),
        logs(List.of(resource("a", long1))),
        logs(List.of(resource("a", wide))),
        logs(resources()),
        metrics(histograms()),
        metrics(gauges()));
  }

  private static List<ResourceLogs> resources() {
    List<ResourceLogs> all = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      all.add(
          resource(
              i + "z".repeat(100), ScopeLogs.newBuilder().addLogRecords(LogRecord.newBuilder())));
    }
    return all;
  }

  private static ScopeMetrics.Builder histograms() {
    ScopeMetrics.Builder all = ScopeMetrics.newBuilder();
    for (int i = 0; i < 6_000; i++) {
      HistogramDataPoint.Builder point =
          HistogramDataPoint.newBuilder()
              .setTimeUnixNano(1 + i)
              .addAttributes(
                  KeyValue.newBuilder().setKey("i").setValue(AnyValue.newBuilder().setIntValue(i)))
              .addBucketCounts(1);
      for (int k = 1; k < 50; k++) {
        point.addBucketCounts(k).addExplicitBounds(k);
      }
      all.addMetrics(
          Metric.newBuilder()
              .setName("h")
              .setHistogram(
                  Histogram.newBuilder()
                      .setAggregationTemporality(
                          AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                      .addDataPoints(point)));
    }
    return all;
  }

  private static ScopeMetrics.Builder gauges() {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < 250_000; i++) {
      gauge.addDataPoints(NumberDataPoint.newBuilder().setAsDouble(i).setTimeUnixNano(5));
    }
    return ScopeMetrics.newBuilder().addMetrics(Metric.newBuilder().setName("g").setGauge(gauge));
  }

  private static ResourceLogs resource(String service, ScopeLogs.Builder scope) {
    return ResourceLogs.newBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(
                    KeyValue.newBuilder()
                        .setKey("service.name")
                        .setValue(AnyValue.newBuilder().setStringValue(service))))
        .addScopeLogs(scope)
        .build();
  }

  private static AnyValue.Builder text(int length) {
    return AnyValue.newBuilder().setStringValue("x".repeat(length));
  }

  private static Body logs(List<ResourceLogs> resources) {
    return packed(
        "/v1/logs", ExportLogsServiceRequest.newBuilder().addAllResourceLogs(resources).build());
  }

  private static Body metrics(ScopeMetrics.Builder scope) {
    return packed(
        "/v1/metrics",
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
            .build());
  }

  private static Body packed(String path, MessageLite message) {
    byte[] raw = message.toByteArray();
    return new Body(path, Compressor.compress(Compression.GZIP, raw, 0, raw.length));
  }

  private Path config(int otlp, int nobody) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "metrics": {"metrics_collected": {"otlp": {"http_endpoint": "127.0.0.1:%2$d"}}},
          "logs": {"logs_collected": {"otlp": {"http_endpoint": "127.0.0.1:%2$d"}}},
          "destinations": {
            "a": {"type": "http", "url": "http://127.0.0.1:%3$d/a"},
            "b": {"type": "http", "url": "http://127.0.0.1:%3$d/b"}
          }
        }
        """
            .formatted(folder, otlp, nobody));
  }
}
