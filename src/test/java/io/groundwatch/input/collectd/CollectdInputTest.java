package io.groundwatch.input.collectd;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectdInputTest {
  private static final long HIGH_SECOND = 1L << 30;
  private static final long SENT_SECONDS = 1_700_000_000;

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeRoom room = new FakeRoom();
  private final FakeIntake lane = new FakeIntake();
  private final List<MetricSample> samples = new ArrayList<>();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private final List<CollectdInput> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(input -> input.finish(0));
  }

  @Test
  void gaugesOfAnIntervalAreKeptAndOfATotalTheLast() throws Exception {
    CollectdInput input = input(Security.NONE, 60);
    send(input, interfaceOctets(1000, 50).plain());
    send(input, interfaceOctets(3000, 70).plain());
    send(input, of("cpu", "percent", "idle").values(SourceKind.GAUGE, 12.5).plain());
    send(input, of("cpu", "percent", "idle").values(SourceKind.GAUGE, 13.5).plain());
    await(input, () -> count("values") == 6);
    assertThat(samples).isEmpty();
    time.advance(Duration.ofSeconds(60));
    input.work();

    assertThat(samples)
        .extracting(s -> s.series().name() + " " + s.series().kind() + " " + s.value())
        .containsExactlyInAnyOrder(
            "collectd_interface_rx CUMULATIVE 3000.0",
            "collectd_interface_tx CUMULATIVE 70.0",
            "collectd_cpu_value GAUGE 13.0");
    MetricSample octets = sample("collectd_interface_rx");
    assertThat(octets.startNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(SENT_SECONDS));
    assertThat(octets.series().dimensions().entries())
        .isEqualTo(Map.of("host", "db1", "instance", "eth0", "type", "if_octets", "site", "north"));
    assertThat(sample("collectd_cpu_value").set().orElseThrow().toMap())
        .isEqualTo(Map.of(12.5, 1L, 13.5, 1L));
  }

  @Test
  void aTotalThatShrinksBeginsAnew() throws Exception {
    CollectdInput input = input(Security.NONE, 0);
    send(input, interfaceOctets(1000, 1).plain());
    Packet later = interfaceOctets(0, 0);
    byte[] fresh =
        later
            .number(Packet.TIME_HIGH, (SENT_SECONDS + 10) * HIGH_SECOND)
            .values(SourceKind.DERIVE, 5, 1)
            .plain();
    send(input, fresh);
    await(input, () -> samples.size() == 6);
    MetricSample last = samples.get(4);
    assertThat(last.value()).isEqualTo(5);
    assertThat(last.timeNanos() - last.startNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void whatCameSinceTheLastTimeIsAddedUp() throws Exception {
    CollectdInput input = input(Security.NONE, 60);
    send(input, of("app", "absolute", "").values(SourceKind.ABSOLUTE, 3).plain());
    send(input, of("app", "absolute", "").values(SourceKind.ABSOLUTE, 4).plain());
    await(input, () -> count("values") == 2);
    time.advance(Duration.ofSeconds(60));
    input.work();
    assertThat(samples).singleElement().satisfies(s -> assertThat(s.value()).isEqualTo(7));
    assertThat(samples.get(0).series().kind()).isEqualTo(MetricKind.DELTA);
  }

  @Test
  void aNotificationIsALogRecord() throws Exception {
    CollectdInput input = input(Security.NONE, 60);
    send(
        input,
        of("df", "df_complex", "free")
            .number(Packet.SEVERITY, 2)
            .text(Packet.MESSAGE, "Host db1: free is 3 %")
            .plain());
    await(input, () -> count("packets") == 1);
    input.finish(0);
    open.clear();
    assertThat(lane.messages()).containsExactly("Host db1: free is 3 %");
    assertThat(lane.times()).containsExactly(TimeUnit.SECONDS.toNanos(SENT_SECONDS));
    assertThat(lane.attributes())
        .containsExactly(
            Map.of(
                "severity", "WARN",
                "collectd.plugin", "df",
                "collectd.plugin_instance", "eth0",
                "collectd.type", "df_complex",
                "collectd.type_instance", "free"));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, plain, ",
    "NONE, signed, ",
    "NONE, encrypted, ",
    "NONE, signed by a stranger, ",
    "NONE, encrypted by a stranger, user",
    "NONE, signed wrongly, signature",
    "SIGN, plain, unsigned",
    "SIGN, signed, ",
    "SIGN, encrypted, ",
    "SIGN, signed by a stranger, user",
    "SIGN, signed wrongly, signature",
    "ENCRYPT, plain, unencrypted",
    "ENCRYPT, signed, unencrypted",
    "ENCRYPT, encrypted, ",
    "ENCRYPT, encrypted wrongly, signature",
    "ENCRYPT, encrypted by a stranger, user"
  })
  void aPacketIsAsSafeAsIsAskedFor(Security level, String sent, String refused) throws Exception {
    Files.writeString(folder.resolve("auth"), "# users\nweb: secret \nother:x\n");
    CollectdInput input = input(level, 0);
    String user = sent.endsWith("stranger") ? "eve" : "web";
    String password = sent.endsWith("wrongly") ? "guess" : "secret";
    Packet packet = of("cpu", "percent", "idle").values(SourceKind.GAUGE, 1);
    send(
        input,
        sent.startsWith("signed")
            ? packet.signed(user, password)
            : sent.startsWith("encrypted") ? packet.encrypted(user, password) : packet.plain());
    await(input, () -> count("packets") == 1);
    assertThat(samples).hasSize(refused == null ? 1 : 0);
    if (refused != null) {
      assertThat(dropped(refused)).isEqualTo(1);
    }
  }

  @Test
  void usersAreReadAgainWhenTheyHaveChanged() throws Exception {
    CollectdInput input = input(Security.ENCRYPT, 0);
    byte[] packet =
        of("cpu", "percent", "idle").values(SourceKind.GAUGE, 1).encrypted("web", "secret");
    send(input, packet);
    await(input, () -> dropped("user") == 1);
    Files.writeString(folder.resolve("auth"), "web: secret\n");
    time.advance(Duration.ofSeconds(11));
    send(input, packet);
    await(input, () -> samples.size() == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 17, 60, 100})
  void whatIsCutOffIsRefusedAndWhatCameBeforeCounts(int cut) throws Exception {
    CollectdInput input = input(Security.NONE, 0);
    Packet packet = of("cpu", "percent", "idle").values(SourceKind.GAUGE, 1);
    int first = packet.plain().length;
    byte[] all = packet.text(Packet.TYPE_INSTANCE, "user").values(SourceKind.GAUGE, 2).plain();
    byte[] some = new byte[Math.min(all.length - 1, cut < 50 ? cut : first + cut - 50)];
    System.arraycopy(all, 0, some, 0, some.length);
    send(input, some);
    await(input, () -> count("packets") == 1);
    assertThat(dropped("format")).isEqualTo(1);
    assertThat(samples).hasSize(cut < 50 ? 0 : 1);
  }

  @Test
  void valuesThatAreNoneAreCounted() throws Exception {
    CollectdInput input = input(Security.NONE, 0);
    send(input, of("a", "b", "c").values(SourceKind.GAUGE, Double.NaN).plain());
    send(input, of("a", "b", "c").values(SourceKind.GAUGE, Double.POSITIVE_INFINITY).plain());
    send(input, of("a", "unheard_of", "c").values(SourceKind.GAUGE, 1, 2).plain());
    await(input, () -> count("packets") == 3);
    assertThat(dropped("value")).isEqualTo(2);
    assertThat(dropped("type")).isEqualTo(1);
    assertThat(samples)
        .extracting(s -> s.series().name())
        .containsExactly("collectd_a_0", "collectd_a_1");
  }

  @Test
  void garbageDoesNotEndTheInput() throws Exception {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("CollectdInputTest: seed " + seed);
    Random random = new Random(seed);
    Files.writeString(folder.resolve("auth"), "web: secret\n");
    CollectdInput input = input(Security.NONE, 60);
    byte[][] models = {
      interfaceOctets(1, 2).plain(),
      interfaceOctets(1, 2).signed("web", "secret"),
      interfaceOctets(1, 2).encrypted("web", "secret")
    };
    for (int i = 0; i < 2000; i++) {
      byte[] packet = models[i % models.length].clone();
      for (int j = random.nextInt(6); j >= 0; j--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      send(input, packet);
      if (i % 100 == 99) {
        int sent = i + 1;
        await(input, () -> count("packets") == sent);
      }
    }
    send(input, of("cpu", "percent", "idle").values(SourceKind.GAUGE, 1).plain());
    await(input, () -> count("packets") == 2001);
    time.advance(Duration.ofSeconds(60));
    input.work();
    assertThat(sample("collectd_cpu_value").value()).isEqualTo(1);
  }

  private CollectdInput input(Security level, int aggregation) {
    CollectdInput input =
        new CollectdInput(
            new CollectdConfig(
                new ListenAddress("127.0.0.1", 0),
                "collectd_",
                folder.resolve("auth"),
                level,
                Optional.of(List.of()),
                aggregation,
                Map.of("site", "north"),
                List.of(),
                Set.of(),
                Optional.of("collectd")),
            new CollectdOutlets(
                "CWAgent",
                Dimensions.NONE.with("host", "agent"),
                new PacedSink(samples::add, room, time),
                new RecordFanout(List.of(recordLane()))),
            time,
            metrics);
    open.add(input);
    input.work();
    return input;
  }

  private RecordLane recordLane() {
    LogBatcher batcher =
        new LogBatcher(
            lane,
            new BatchConfig(100_000, 10_000, Duration.ofSeconds(1), true),
            new BatchIds(new Random(1)),
            time);
    return new RecordLane(batcher, new DropCount(new LongAdder(), new LongAdder()), time);
  }

  private static Packet of(String plugin, String type, String typeInstance) {
    return new Packet()
        .text(Packet.HOST, "db1")
        .number(Packet.TIME_HIGH, SENT_SECONDS * HIGH_SECOND)
        .number(Packet.INTERVAL_HIGH, 10 * HIGH_SECOND)
        .text(Packet.PLUGIN, plugin)
        .text(Packet.PLUGIN_INSTANCE, "eth0")
        .text(Packet.TYPE, type)
        .text(Packet.TYPE_INSTANCE, typeInstance);
  }

  private static Packet interfaceOctets(long received, long sent) {
    return of("interface", "if_octets", "").values(SourceKind.DERIVE, received, sent);
  }

  private static void send(CollectdInput input, byte[] packet) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(packet, packet.length, input.address()));
    }
  }

  private void await(CollectdInput input, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      input.work();
      Thread.onSpinWait();
    }
  }

  private MetricSample sample(String name) {
    return samples.stream().filter(s -> s.series().name().equals(name)).findFirst().orElseThrow();
  }

  private long count(String what) {
    return metrics.counter("agent_collectd_" + what + "_total").sum();
  }

  private long dropped(String reason) {
    return metrics.counter("agent_collectd_dropped_total", "reason", reason).sum();
  }
}
