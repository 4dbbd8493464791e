package io.groundwatch.input.collectd;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.CollectdConfig;
import io.groundwatch.config.CollectdConfig.Security;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.FakeRoom;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real daemon sends, plain, signed and encrypted. Runs where collectd is installed. */
class CollectdDaemonTest {
  private static final Path DAEMON = Path.of("/usr/sbin/collectd");

  @TempDir Path folder;

  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeIntake lane = new FakeIntake();
  private final List<MetricSample> samples = new ArrayList<>();
  private final List<Process> daemons = new ArrayList<>();
  private final List<CollectdInput> inputs = new ArrayList<>();
  private final Semaphore woken = new Semaphore(0);

  @AfterEach
  void end() throws Exception {
    for (Process daemon : daemons) {
      daemon.destroy();
      assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    inputs.forEach(input -> input.finish(0));
  }

  @ParameterizedTest
  @EnumSource(Security.class)
  void sendsValuesAndNotifications(Security level) throws Exception {
    assumeThat(DAEMON).as("collectd is installed").isExecutable();
    Files.writeString(folder.resolve("auth"), "web: a secret\n");
    CollectdInput input = input(level);
    inputs.add(input);
    input.wakeWith(woken::release);
    input.work();
    start(level, requireNonNull(input.address()).getPort());
    await(() -> has("collectd_load_shortterm") && has("collectd_interface_rx"));
    await(() -> has("collectd_memory_value") && times("collectd_cpu_value") > 2);

    MetricSample cpu = first("collectd_cpu_value");
    assertThat(cpu.series().kind()).isEqualTo(MetricKind.CUMULATIVE);
    assertThat(cpu.series().intervalSeconds()).isEqualTo(1);
    assertThat(cpu.series().dimensions().entries())
        .containsEntry("host", "collected.example")
        .containsKey("instance")
        .containsEntry("type", "cpu")
        .containsKey("type_instance");
    assertThat(first("collectd_load_shortterm").value()).isBetween(0.0, 1e6);
    assertThat(Duration.ofNanos(System.currentTimeMillis() * 1_000_000 - cpu.timeNanos()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(2));

    await(() -> metrics.counter("agent_collectd_packets_total").sum() > 5 && notified());
    assertThat(lane.messages()).first().asString().contains("above the failure threshold");
    assertThat(lane.attributes().get(0))
        .containsEntry("severity", "ERROR")
        .containsEntry("collectd.plugin", "memory");
    assertThat(metrics.snapshot().keySet())
        .as("refused")
        .noneMatch(name -> name.startsWith("agent_collectd_dropped"));
  }

  private boolean notified() {
    return !lane.batches().isEmpty();
  }

  private void start(Security level, int port) throws Exception {
    String security =
        level == Security.NONE
            ? ""
            : """
              SecurityLevel "%s"
              Username "web"
              Password "a secret"
              """
                .formatted(level == Security.SIGN ? "Sign" : "Encrypt");
    Path config =
        Files.writeString(
            folder.resolve("collectd.conf"),
            """
            Hostname "collected.example"
            BaseDir "%1$s"
            PIDFile "%1$s/pid"
            Interval 1
            LoadPlugin cpu
            LoadPlugin memory
            LoadPlugin load
            LoadPlugin interface
            LoadPlugin threshold
            LoadPlugin network
            <Plugin network>
              <Server "127.0.0.1" "%2$d">
            %3$s
              </Server>
            </Plugin>
            <Plugin threshold>
              <Plugin "memory">
                <Type "memory">
                  Instance "used"
                  FailureMax 1
                </Type>
              </Plugin>
            </Plugin>
            """
                .formatted(folder, port, security));
    daemons.add(
        new ProcessBuilder(DAEMON.toString(), "-f", "-C", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start());
  }

  private CollectdInput input(Security level) {
    SystemTimeSource time = new SystemTimeSource();
    LogBatcher batcher =
        new LogBatcher(
            lane,
            new BatchConfig(100_000, 10_000, Duration.ofSeconds(1), true),
            new BatchIds(new Random(1)),
            time);
    return new CollectdInput(
        new CollectdConfig(
            new ListenAddress("127.0.0.1", 0),
            "collectd_",
            folder.resolve("auth"),
            level,
            Optional.empty(),
            0,
            Map.of(),
            List.of(),
            Set.of(),
            Optional.of("collectd")),
        new CollectdOutlets(
            "CWAgent",
            Dimensions.NONE,
            new PacedSink(samples::add, new FakeRoom(), time),
            new RecordFanout(
                List.of(
                    new RecordLane(
                        batcher, new DropCount(new LongAdder(), new LongAdder()), time)))),
        time,
        metrics);
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

  private void await(BooleanSupplier done) throws Exception {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("patience; %s", Files.readString(folder.resolve("said")))
          .isLessThan(patience);
      CollectdInput input = inputs.get(0);
      if (input.work() == 0 && woken.tryAcquire(input.restNanos(), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    }
  }
}
