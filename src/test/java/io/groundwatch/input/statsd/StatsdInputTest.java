package io.groundwatch.input.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.timgroup.statsd.NonBlockingStatsDClient;
import com.timgroup.statsd.StatsDClient;
import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.StatsdConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.FakeRoom;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with a clock that is set by hand. */
class StatsdInputTest {
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final List<MetricSample> out = new ArrayList<>();
  private final AtomicInteger woken = new AtomicInteger();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private boolean ended;

  private final FakeRoom room = new FakeRoom();

  private StatsdInput input = input(StatsdConfigs.plain());

  @AfterEach
  void close() {
    if (!ended) {
      input.finish(0);
    }
  }

  @Test
  void countsWhatTheSampleRateLeftOut() throws Exception {
    start("");
    send("requests:1|c\nrequests:2|c|@0.1");
    send("requests:-1|c");
    anInterval();
    MetricSample sample = only("requests");
    assertThat(sample.value()).isEqualTo(20);
    assertThat(sample.series().kind()).isEqualTo(MetricKind.DELTA);
    assertThat(sample.series().unit()).isEqualTo(Unit.COUNT);
    assertThat(sample.series().intervalSeconds()).isEqualTo(60);
    assertThat(sample.timeNanos() - sample.startNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(sample.timeNanos() % TimeUnit.MINUTES.toNanos(1)).as("aligned").isZero();
    assertThat(sample.series().dimensions())
        .isEqualTo(new Dimensions(Map.of("host", "web1", "metric_type", "counter")));
  }

  @Test
  void aCounterThatIsQuietIsNotSent() throws Exception {
    start("");
    send("a:1|c");
    anInterval();
    out.clear();
    anInterval();
    assertThat(out).isEmpty();
  }

  @Test
  void aGaugeTakesStepsFromItsLastValueAndIsNotedAtEachCollection() throws Exception {
    start("");
    send("queue:10|g");
    pass(Duration.ofSeconds(10));
    send("queue:+5|g\nqueue:-1|g");
    anInterval();
    assertThat(only("queue").set().orElseThrow().toMap()).isEqualTo(Map.of(10.0, 1L, 14.0, 1L));
    out.clear();
    send("queue:-4|g");
    anInterval();
    assertThat(only("queue").value()).isEqualTo(10);
  }

  @Test
  void timingsKeepTheirValues() throws Exception {
    start("\"percentiles\": [50, 99.9]");
    send("call:10:20:20|ms\ncall:30|ms|@0.25");
    anInterval();
    MetricSample sample = only("call");
    assertThat(sample.set().orElseThrow().toMap()).isEqualTo(Map.of(10.0, 1L, 20.0, 2L, 30.0, 4L));
    assertThat(sample.series().unit()).isEqualTo(Unit.MILLISECONDS);
    assertThat(only("call_p50").value()).isEqualTo(30);
    assertThat(only("call_p99.9").value()).isEqualTo(30);
  }

  @Test
  void setsCountDifferentMembers() throws Exception {
    start("");
    send("users:a|s\nusers:b:1|s\nusers:a|s");
    anInterval();
    assertThat(only("users").value()).isEqualTo(2);
  }

  @Test
  void namesAndTagsBecomeNamesAndDimensions() throws Exception {
    start("\"metric_separator\": \"-\"");
    send("app.web.hits:1|c|#env:prod,canary,zone:a:b\napp.web.hits,env=dev:1|c");
    anInterval();
    assertThat(out).extracting(sample -> sample.series().name()).containsOnly("app-web-hits");
    assertThat(out)
        .extracting(sample -> sample.series().dimensions().entries())
        .containsExactlyInAnyOrder(
            Map.of(
                "host",
                "web1",
                "metric_type",
                "counter",
                "env",
                "prod",
                "canary",
                "true",
                "zone",
                "a:b"),
            Map.of("host", "web1", "metric_type", "counter", "env", "dev"));
  }

  @Test
  void tagsInAnotherOrderAreTheSameSeries() throws Exception {
    start("");
    send("a:1|c|#x:1,y:2\na:1|c|#y:2,x:1");
    anInterval();
    assertThat(only("a").value()).isEqualTo(2);
  }

  @Test
  void isRolledUpToFewerDimensions() throws Exception {
    start("\"drop_original_metrics\": [\"a\"]", "\"aggregation_dimensions\": [[\"env\"], []],");
    send("a:1|c|#env:x,user:1\na:2|c|#env:x,user:2\na:4|c|#env:y,user:3");
    anInterval();
    assertThat(out)
        .extracting(s -> s.series().dimensions().entries() + " " + s.value())
        .containsExactlyInAnyOrder("{env=x} 3.0", "{env=y} 4.0", "{} 7.0");
  }

  @Test
  void withoutAggregationEachCollectionIsSent() throws Exception {
    start("\"metrics_aggregation_interval\": 0, \"metrics_collection_interval\": 1");
    send("a:1|c");
    pass(Duration.ofSeconds(1));
    assertThat(only("a").series().storageResolutionSeconds()).isEqualTo(1);
  }

  @Test
  void takesLinesOverTcp() throws Exception {
    start("\"transports\": [\"tcp\"]");
    int port = address().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("a:1|c\nb:2".getBytes(UTF_8));
      socket.getOutputStream().write("|c\r\n".getBytes(UTF_8));
      socket.getOutputStream().write(("x".repeat(20_000) + "\nc:3|c\n").getBytes(UTF_8));
      while (metrics.total("agent_statsd_lines_total") < 3) {
        awaitOnce();
      }
    }
    anInterval();
    assertThat(out).extracting(MetricSample::value).containsExactlyInAnyOrder(1.0, 2.0, 3.0);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "length").sum())
        .isEqualTo(1);
  }

  @Test
  void understandsAClientThatOthersWrote() throws Exception {
    start("");
    StatsDClient client =
        new NonBlockingStatsDClient("shop", address().getHostString(), address().getPort());
    client.count("orders", 3, 0.5);
    client.recordGaugeValue("queue", 10);
    client.recordGaugeDelta("queue", -4);
    client.recordExecutionTime("checkout", 25);
    client.recordSetEvent("users", "u-1");
    client.stop();
    while (metrics.total("agent_statsd_lines_total") < 5) {
      awaitOnce();
    }
    anInterval();
    assertThat(only("shop_orders").value()).isEqualTo(6);
    assertThat(only("shop_queue").value()).isEqualTo(6);
    assertThat(only("shop_checkout").value()).isEqualTo(25);
    assertThat(only("shop_users").value()).isEqualTo(1);
  }

  @Test
  void whatIsBeingAddedUpIsHandedOverAtAStop() throws Exception {
    start("");
    send("a:5|c");
    input.finish(0);
    ended = true;
    assertThat(only("a").value()).isEqualTo(5);
  }

  @Test
  void badLinesAreCountedByReasonAndTheRestOfThePacketGoesOn() throws Exception {
    start("");
    send("good:1|c\nbad\nworse:x|c\n_e{1,1}:a|b\nw:1|q\nr:1|c|@9\n\ngood:1|c");
    anInterval();
    assertThat(only("good").value()).isEqualTo(2);
    for (String reason : List.of("format", "value", "event", "type", "rate")) {
      assertThat(metrics.counter("agent_statsd_dropped_total", "reason", reason).sum())
          .as(reason)
          .isEqualTo(1);
    }
  }

  @Test
  void noMoreSeriesAreTakenThanThereIsRoomFor() throws Exception {
    start("");
    int all = SeriesRoom.MAX_SERIES + 100;
    StringBuilder packet = new StringBuilder();
    for (int i = 0; i < all; i++) {
      packet.append("series").append(i).append(":1|c\n");
      if (packet.length() > 30_000 || i == all - 1) {
        send(packet.toString());
        packet.setLength(0);
      }
    }
    anInterval();
    assertThat(out).hasSize(SeriesRoom.MAX_SERIES);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "series").sum())
        .isEqualTo(100);
    pass(Duration.ofHours(2));
    out.clear();
    send("new:1|c");
    anInterval();
    assertThat(out).as("what is not used is forgotten").hasSize(1);
  }

  /** An interval's samples may be more than a lane has room for at once. */
  @Test
  void whatFindsNoRoomWaitsForIt() throws Exception {
    start("");
    send("a:1|c\nb:1|c");
    room.setRoom(false);
    anInterval();
    assertThat(out).isEmpty();
    room.setRoom(true);
    assertThat(input.restNanos()).isZero();
    input.work();
    assertThat(out).hasSize(2);
  }

  @Test
  void whatFindsNoRoomIsHandedOverAtAStop() throws Exception {
    start("");
    send("a:1|c");
    room.setRoom(false);
    anInterval();
    send("b:1|c");
    input.finish(0);
    ended = true;
    assertThat(out).extracting(s -> s.series().name()).containsExactly("a", "b");
  }

  @Test
  void valuesThatAreNoNumbersOfCloudWatchAreRefused() throws Exception {
    start("");
    send("a:1e200|c\na:-1e300|g\na:1|c|@1e-300\na:1e108|h\na:1|c|@0.0000000009");
    anInterval();
    assertThat(out).extracting(MetricSample::value).as("what is left").containsExactly(1e108);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "value").sum()).isEqualTo(2);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "rate").sum()).isEqualTo(2);
  }

  @Test
  void membersThatFindNoRoomAreCounted() throws Exception {
    start("");
    StringBuilder packet = new StringBuilder();
    for (int i = 0; i < MemberSet.MAX_MEMBERS + 50; i++) {
      packet.append("users:").append(i).append("|s\n");
      if (packet.length() > 30_000 || i == MemberSet.MAX_MEMBERS + 49) {
        send(packet.toString());
        packet.setLength(0);
      }
    }
    anInterval();
    assertThat(only("users").value()).isEqualTo(MemberSet.MAX_MEMBERS);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "members").sum())
        .isEqualTo(50);
  }

  /** To be woken for each packet would cost more than to add it up. */
  @Test
  void theFirstPacketAfterAWhileWakesAndThoseAfterItDoNot() throws Exception {
    start("");
    send("a:1|c");
    send("a:1|c");
    assertThat(woken.get()).isEqualTo(1);
    assertThat(input.restNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(10));
    time.advance(Duration.ofSeconds(1));
    input.work();
    assertThat(input.restNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
    send("a:1|c");
    assertThat(woken.get()).isEqualTo(2);
  }

  @Test
  void anyBytesLeaveItRunning() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    start("");
    String alphabet = "ab.:|@#,-+0159cgmshd_{}\n\u00e9 ";
    for (int i = 0; i < 2000; i++) {
      StringBuilder packet = new StringBuilder();
      for (int k = random.nextInt(60); k >= 0; k--) {
        packet.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      send(packet.toString());
    }
    send("after:1|c");
    anInterval();
    assertThat(out).as("seed %d", seed).anyMatch(s -> s.series().name().equals("after"));
    assertThat(out).allMatch(s -> Double.isFinite(s.value()));
  }

  private void start(String members) throws ConfigException {
    start(members, "");
  }

  private void start(String members, String ofSection) throws ConfigException {
    String json =
        "{\"metrics\": {%s \"metrics_collected\": {\"statsd\": {\"service_address\": \"127.0.0.1:0\"%s}}}}"
            .formatted(ofSection, members.isEmpty() ? "" : ", " + members);
    StatsdConfig config =
        ConfigLoader.parse("c.json", json.getBytes(UTF_8))
            .config()
            .metrics()
            .orElseThrow()
            .statsd()
            .orElseThrow();
    input = input(config);
    input.wakeWith(woken::incrementAndGet);
    input.work();
  }

  @Test
  void eventsAndServiceChecksAreLogRecords() throws Exception {
    start("\"log_group_name\": \"events\"");
    send("_e{7,13}:Déploy|shop\\nv1.2 é|d:1700000000|h:web7|t:error|p:low|#env:prod,canary\n");
    send("_sc|redis.up|2|d:1700000001|h:db1|#env:prod|m:no answer\\nfor 5 s\n_sc|disk|0\n");
    send("_e{90,3}:short|x\n_sc|bad|7\n_private:1|c\n");
    input.finish(0);
    ended = true;
    assertThat(lane.messages()).containsExactly("shop\nv1.2 é", "no answer\nfor 5 s", "disk is ok");
    assertThat(lane.attributes().get(0))
        .isEqualTo(
            Map.of(
                "severity", "ERROR",
                "event.title", "Déploy",
                "event.priority", "low",
                "env", "prod",
                "canary", "true"));
    assertThat(lane.attributes().get(1))
        .containsEntry("severity", "ERROR")
        .containsEntry("check.name", "redis.up")
        .containsEntry("check.status", "critical");
    assertThat(lane.origins().get(0).group()).isEqualTo("events");
    assertThat(lane.origins().get(0).stream()).isEqualTo("web7");
    assertThat(lane.times().get(0)).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(metrics.counter("agent_statsd_dropped_total", "reason", "format").sum())
        .isEqualTo(2);
    assertThat(out).as("a metric, whatever it begins with").hasSize(1);
  }

  private StatsdInput input(StatsdConfig config) {
    return new StatsdInput(
        config,
        "CWAgent",
        Dimensions.NONE.with("host", "web1"),
        time,
        new Random(1),
        metrics,
        new PacedSink(out::add, room, time),
        new RecordFanout(List.of(recordLane())));
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

  /** Sends a packet and waits until it is taken. */
  private void send(String text) throws IOException {
    long before = metrics.total("agent_statsd_packets_total");
    byte[] bytes = text.getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, address()));
    }
    while (metrics.total("agent_statsd_packets_total") == before) {
      awaitOnce();
    }
  }

  private void awaitOnce() {
    assertThat(System.nanoTime() - patience).as("waited for a packet").isNegative();
    input.work();
    Thread.onSpinWait();
  }

  private InetSocketAddress address() {
    InetSocketAddress address = input.address();
    assertThat(address).isNotNull();
    return address;
  }

  private void anInterval() {
    pass(Duration.ofMinutes(1));
  }

  private void pass(Duration span) {
    for (long left = span.toSeconds(); left > 0; left--) {
      time.advance(Duration.ofSeconds(1));
      input.work();
    }
  }

  private MetricSample only(String name) {
    List<MetricSample> found = out.stream().filter(s -> s.series().name().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
