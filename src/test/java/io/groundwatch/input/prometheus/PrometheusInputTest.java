package io.groundwatch.input.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.groundwatch.config.PrometheusConfigs;
import io.groundwatch.config.ScrapeJob;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import io.groundwatch.net.ReservedPort;
import io.groundwatch.pipeline.FakeRoom;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusInputTest {
  private static final String SHOWN =
      """
      # TYPE hits_total counter
      hits_total{path="/",job="own"} 7
      # TYPE temperature_celsius gauge
      temperature_celsius 21.5
      heap_bytes 1024
      go_info{version="1"} 1
      nothing NaN
      process_start_time_seconds 1000
      """;

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final List<MetricSample> samples = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<PrometheusInput> inputs = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private HttpServer server;
  private volatile int status = 200;
  private volatile String shown = SHOWN;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(shown.getBytes(UTF_8));
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(status, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    inputs.forEach(input -> input.finish(0));
    server.stop(0);
    processes.forEach(Process::destroy);
  }

  @Test
  void whatATargetShowsBecomesSamplesWithItsLabels() {
    PrometheusInput input =
        input(
            """
            global: {scrape_interval: 15s, external_labels: {site: north}}
            scrape_configs:
              - job_name: app
                static_configs: [{targets: ['%s'], labels: {team: shop}}]
                metric_relabel_configs:
                  - {source_labels: [__name__], regex: 'go_.*', action: drop}
            """
                .formatted(address()));
    await(input, () -> has("scrape_samples_scraped"));
    MetricSample hits = first("hits_total");
    assertThat(hits.value()).isEqualTo(7);
    assertThat(hits.series().kind()).isEqualTo(MetricKind.CUMULATIVE);
    assertThat(hits.series().intervalSeconds()).isEqualTo(15);
    assertThat(hits.startNanos()).as("as the process says").isEqualTo(1_000_000_000_000L);
    assertThat(hits.series().dimensions().entries())
        .isEqualTo(
            Map.of(
                "job", "app",
                "exported_job", "own",
                "instance", address(),
                "team", "shop",
                "site", "north",
                "path", "/"));
    assertThat(first("temperature_celsius").value()).isEqualTo(21.5);
    assertThat(first("heap_bytes").series().unit()).isEqualTo(Unit.BYTES);
    assertThat(first("up").value()).isEqualTo(1);
    assertThat(first("scrape_samples_scraped").value()).isEqualTo(6);
    assertThat(has("go_info")).as("dropped by relabelling").isFalse();
    assertThat(has("nothing")).as("no number").isFalse();
  }

  @Test
  void aTargetIsAskedOnceAnInterval() {
    PrometheusInput input = input(job("scrape_interval: 20s"));
    long start = time.wallNanos();
    for (int i = 1; i <= 5; i++) {
      int ups = i;
      await(input, () -> times("up") == ups);
      time.advance(Duration.ofSeconds(20));
    }
    assertThat(samples.stream().filter(s -> s.series().name().equals("up")))
        .extracting(up -> (up.timeNanos() - start) / 1_000_000_000)
        .as("seconds; a target that is asked too often is up twice at one time")
        .containsExactly(0L, 20L, 40L, 60L, 80L);
    assertThat(asked).hasSize(5);
  }

  @Test
  void aTargetThatFailsIsDownAndItsTotalsBeginAnew() {
    shown = "# TYPE hits_total counter\nhits_total 7\n";
    PrometheusInput input = input(job("scrape_interval: 10s"));
    await(input, () -> times("up") == 1);
    status = 500;
    time.advance(Duration.ofSeconds(10));
    await(input, () -> times("up") == 2);
    assertThat(samples.stream().filter(s -> s.series().name().equals("up")).toList())
        .last()
        .satisfies(up -> assertThat(up.value()).isZero());
    status = 200;
    time.advance(Duration.ofSeconds(10));
    await(input, () -> times("hits_total") == 2);
    MetricSample hits = last("hits_total");
    assertThat(hits.startNanos()).as("when it was last seen").isEqualTo(first("up").timeNanos());
    shown = "broken{ 1";
    time.advance(Duration.ofSeconds(10));
    await(input, () -> metrics.counter("agent_prometheus_failures_total").sum() == 2);
  }

  @Test
  void filesNameTargetsAndAreReadAgain() throws Exception {
    Path targets = folder.resolve("shop.json");
    PrometheusInput input =
        input(
            """
            scrape_configs:
              - job_name: found
                scrape_interval: 5s
                params: {match: [a, b c]}
                authorization: {credentials: secret}
                file_sd_configs: [{files: ['shop*.json'], refresh_interval: 30s}]
                relabel_configs:
                  - {source_labels: [zone], target_label: where, replacement: 'zone-$1'}
            """);
    input.work();
    Files.writeString(
        targets, "[{\"targets\": [\"%s\"], \"labels\": {\"zone\": \"b\"}}]".formatted(address()));
    time.advance(Duration.ofSeconds(30));
    input.work();
    time.advance(Duration.ofSeconds(5));
    await(input, () -> has("up"));
    assertThat(first("up").series().dimensions().entries()).containsEntry("where", "zone-b");
    assertThat(asked).first().isEqualTo("/metrics?match=a&match=b+c Bearer secret");
    Files.writeString(targets, "[{");
    time.advance(Duration.ofSeconds(30));
    await(input, () -> times("up") == 2);
    String other = "[{'targets': ['%s'], 'labels': {'zone': 'c', '__metrics_path__': '/other'}}]";
    Files.writeString(targets, other.formatted(address()).replace('\'', '"'));
    for (int i = 1; i <= 3; i++) {
      int ups = i;
      time.advance(Duration.ofSeconds(30));
      input.work();
      time.advance(Duration.ofSeconds(5));
      await(input, () -> upIn("zone-c") == ups);
    }
    assertThat(upIn("zone-b")).as("the target went").isEqualTo(2);
  }

  @Test
  void nodeExporterIsRead() throws Exception {
    Path exporter = Path.of("/usr/bin/prometheus-node-exporter");
    assumeThat(exporter).as("node_exporter is installed").isExecutable();
    try (ReservedPort port = new ReservedPort()) {
      processes.add(
          new ProcessBuilder(exporter.toString(), "--web.listen-address=127.0.0.1:" + port.number())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start());
      PrometheusInput input =
          input(
              """
              scrape_configs:
                - job_name: node
                  scrape_interval: 1s
                  static_configs: [{targets: ['127.0.0.1:%d']}]
              """
                  .formatted(port.number()));
      await(
          input,
          () -> {
            time.advance(Duration.ofMillis(1));
            return times("node_load1") > 1;
          });
    }
    assertThat(first("node_memory_MemTotal_bytes").series().unit()).isEqualTo(Unit.BYTES);
    assertThat(first("node_cpu_seconds_total").series().kind()).isEqualTo(MetricKind.CUMULATIVE);
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private String job(String setting) {
    return """
        scrape_configs:
          - job_name: app
            %s
            static_configs: [{targets: ['%s']}]
        """
        .formatted(setting, address());
  }

  private PrometheusInput input(String yaml) {
    List<ScrapeJob> jobs = PrometheusConfigs.parse(folder.resolve("prometheus.yaml"), yaml);
    PrometheusInput input =
        new PrometheusInput(
            jobs,
            "CWAgent",
            Dimensions.NONE,
            job -> job.auth().isPresent() ? Map.of("Authorization", "Bearer secret") : Map.of(),
            time,
            metrics,
            new PacedSink(samples::add, new FakeRoom(), time));
    inputs.add(input);
    input.work();
    time.advance(jobs.get(0).interval());
    return input;
  }

  private void await(PrometheusInput input, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      input.work();
      Thread.onSpinWait();
    }
  }

  private long upIn(String zone) {
    return samples.stream()
        .filter(sample -> sample.series().name().equals("up"))
        .filter(up -> zone.equals(up.series().dimensions().entries().get("where")))
        .count();
  }

  private boolean has(String name) {
    return times(name) > 0;
  }

  private long times(String name) {
    return samples.stream().filter(s -> s.series().name().equals(name)).count();
  }

  private MetricSample first(String name) {
    return samples.stream().filter(s -> s.series().name().equals(name)).findFirst().orElseThrow();
  }

  private MetricSample last(String name) {
    Optional<MetricSample> last =
        samples.stream().filter(s -> s.series().name().equals(name)).reduce((a, b) -> b);
    return last.orElseThrow();
  }
}
