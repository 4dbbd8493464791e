package io.groundwatch.input.emf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.EmfConfig;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.model.Batch;
import io.groundwatch.model.LogOrigin;
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
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with a clock that is set by hand. */
class EmfInputTest {
  private static final String RECORD =
      "{\"_aws\":{\"Timestamp\":1700000000123,\"LogGroupName\":\"shop\",\"CloudWatchMetrics\":"
          + "[{\"Namespace\":\"n\",\"Dimensions\":[[\"d\"]],\"Metrics\":[{\"Name\":\"a\"}]}]},"
          + "\"d\":\"x\",\"a\":%d}";

  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeIntake logs = new FakeIntake();
  private final FakeIntake other = new FakeIntake();
  private final LongAdder lost = new LongAdder();
  private final FakeRoom room = new FakeRoom();
  private final List<MetricSample> samples = new ArrayList<>();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private final EmfInput input =
      new EmfInput(
          new EmfConfig(new ListenAddress("127.0.0.1", 0), true, true),
          new EmfOutlets(
              new RecordFanout(List.of(outlet(logs), outlet(other))),
              new PacedSink(samples::add, room, time),
              "{hostname}",
              () -> Map.of("{hostname}", "web1")),
          time,
          metrics);

  private boolean ended;

  @AfterEach
  void close() {
    end();
  }

  @Test
  void aRecordIsALogLineAndItsMetricsAreMetrics() throws Exception {
    input.work();
    sendPacket(RECORD.formatted(5) + "\n" + RECORD.formatted(6));
    await(() -> samples.size() == 2);
    assertThat(samples).extracting(MetricSample::value).containsExactly(5.0, 6.0);
    end();
    assertThat(logs.messages()).containsExactly(RECORD.formatted(5), RECORD.formatted(6));
    assertThat(logs.times()).containsOnly(1_700_000_000_123_000_000L);
    Batch.Logs batch = (Batch.Logs) logs.batches().get(0);
    assertThat(batch.lines().originTable()).containsExactly(new LogOrigin("shop", "web1", ""));
    assertThat(other.messages()).hasSize(2);
  }

  @Test
  void whatIsNoRecordGoesOnAsALogLine() throws Exception {
    input.work();
    sendPacket("no record");
    await(() -> metrics.total("agent_emf_records_total") == 1);
    end();
    assertThat(logs.messages()).containsExactly("no record");
    assertThat(metrics.counter("agent_emf_faults_total", "reason", "json").sum()).isEqualTo(1);
  }

  @Test
  void aRecordThatIsTooLongIsLeftOutAndCounted() throws Exception {
    input.work();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address().getPort())) {
      byte[] tooLong = new byte[EmfInput.MAX_RECORD_BYTES + 10];
      Arrays.fill(tooLong, (byte) 'x');
      socket.getOutputStream().write(tooLong);
      socket.getOutputStream().write(("\n" + RECORD.formatted(1) + "\n").getBytes(UTF_8));
      await(() -> samples.size() == 1);
    }
    end();
    assertThat(metrics.counter("agent_emf_dropped_total", "reason", "length").sum()).isEqualTo(1);
  }

  /** More than all that is between a sender and its lanes can hold. */
  @Test
  void sendersOverTcpWaitForALaneAndNothingIsLost() throws Exception {
    input.work();
    room.setRoom(false);
    sendPacket(RECORD.formatted(0));
    await(() -> metrics.total("agent_emf_records_total") == 1);
    int count = 20_000;
    Thread sender = new Thread(() -> sendLines(count), "sender");
    sender.start();
    for (int i = 0; i < 50; i++) {
      input.work();
      sender.join(10);
    }
    assertThat(sender.isAlive()).as("the sender waits").isTrue();
    assertThat(metrics.total("agent_emf_records_total")).isEqualTo(1);
    room.setRoom(true);
    await(() -> metrics.total("agent_emf_records_total") == count + 1);
    sender.join();
    end();
    assertThat(samples).hasSize(count + 1);
    assertThat(logs.messages()).hasSize(count + 1);
    assertThat(lost.sum()).isZero();
  }

  @Test
  void aLaneThatTakesNothingHoldsUpTheOthersOnlyForAWhile() throws Exception {
    input.work();
    other.close(true);
    int sent = 0;
    while (!input.isBlocked()) {
      sendPacket(RECORD.formatted(sent) + " ".repeat(20_000));
      int all = ++sent;
      await(() -> metrics.total("agent_emf_records_total") == all || input.isBlocked());
    }
    assertThat(lost.sum()).isZero();
    time.advance(Duration.ofSeconds(11));
    int all = sent;
    await(() -> metrics.total("agent_emf_records_total") == all);
    end();
    assertThat(logs.messages()).hasSize(all);
    assertThat(lost.sum()).isEqualTo(1);
  }

  private void end() {
    if (!ended) {
      ended = true;
      input.finish(0);
    }
  }

  private RecordLane outlet(FakeIntake lane) {
    return new RecordLane(
        new LogBatcher(
            lane,
            new BatchConfig(100_000, 10_000, Duration.ofSeconds(1), true),
            new BatchIds(new Random(1)),
            time),
        new DropCount(lost, new LongAdder()),
        time);
  }

  private void sendPacket(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, address()));
    }
  }

  private void sendLines(int count) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address().getPort())) {
      for (int i = 0; i < count; i++) {
        String padded = RECORD.formatted(i) + " ".repeat(2000) + "\n";
        socket.getOutputStream().write(padded.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      awaitOnce();
    }
  }

  private void awaitOnce() {
    assertThat(System.nanoTime() - patience).as("waited").isNegative();
    input.work();
    Thread.onSpinWait();
  }

  private InetSocketAddress address() {
    InetSocketAddress address = input.address();
    assertThat(address).isNotNull();
    return address;
  }
}
