package io.groundwatch.input.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.config.SyslogConfig;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogInputTest {
  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeIntake lane = new FakeIntake();
  private final LongAdder lost = new LongAdder();
  private final List<Process> processes = new ArrayList<>();
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private final SyslogInput input =
      new SyslogInput(
          new SyslogConfig(
              new ListenAddress("127.0.0.1", 0),
              true,
              true,
              Optional.empty(),
              "syslog",
              Optional.empty()),
          new RecordFanout(List.of(recordLane())),
          () -> Map.of("{hostname}", "collector"),
          ZoneOffset.UTC,
          time,
          metrics);
  private boolean ended;

  @BeforeEach
  void open() {
    input.work();
  }

  @AfterEach
  void close() {
    end();
    processes.forEach(Process::destroy);
  }

  @Test
  void messagesOfPacketsAreFiledByTheirHost() throws Exception {
    packet("<13>1 2026-01-02T10:00:00Z web1 app - - - over UDP\nof two lines");
    packet("a text without more");
    await(() -> received() == 2);
    end();
    assertThat(lane.messages()).containsExactly("over UDP\nof two lines", "a text without more");
    assertThat(lane.origins().get(0).stream()).isEqualTo("web1");
    assertThat(lane.origins().get(0).attributes()).containsEntry("syslog.hostname", "web1");
    assertThat(lane.origins().get(1).stream()).isEqualTo("collector");
    assertThat(lane.attributes().get(0)).containsEntry("syslog.appname", "app");
  }

  @Test
  void aConnectionMaySendLinesAndMessagesWithTheirLengths() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      out.write("<13>first line\n".getBytes(UTF_8));
      String counted = "<13>1 - - - - - - two\nlines";
      out.write((counted.length() + " " + counted).getBytes(UTF_8));
      out.write(
          "7 <13>one<13>a line again\n2026 begins with a number\n<13>the last".getBytes(UTF_8));
    }
    await(() -> received() == 6);
    end();
    assertThat(lane.messages())
        .containsExactly(
            "first line",
            "two\nlines",
            "one",
            "a line again",
            "2026 begins with a number",
            "the last");
  }

  @Test
  void whatIsTooLongIsLeftOutAndTheConnectionGoesOn() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      String huge = "x".repeat(300_000);
      out.write(("<13>" + huge + "\n<13>after a line\n").getBytes(UTF_8));
      out.write((4 + huge.length() + " <13>" + huge + "<13>after a length\n").getBytes(UTF_8));
      await(() -> received() == 2);
    }
    end();
    assertThat(lane.messages()).containsExactly("after a line", "after a length");
    assertThat(metrics.counter("agent_syslog_dropped_total", "reason", "length").sum())
        .isEqualTo(2);
  }

  @Test
  void aSenderOverTcpWaitsWhileALaneTakesNothing() throws Exception {
    lane.close(true);
    int lines = 20_000;
    Thread sender =
        new Thread(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                for (int i = 0; i < lines; i++) {
                  socket
                      .getOutputStream()
                      .write(("<13>" + i + "x".repeat(200) + "\n").getBytes(UTF_8));
                }
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    sender.start();
    await(() -> received() > 100);
    lane.close(false);
    await(() -> received() == lines);
    sender.join();
    end();
    assertThat(lane.messages()).hasSize(lines);
    assertThat(lost.sum()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--udp --rfc3164", "--udp --rfc5424", "--tcp --rfc5424", "--tcp --octet-count"})
  void loggerIsUnderstood(String options) throws Exception {
    Path logger = Path.of("/usr/bin/logger");
    assumeThat(logger).as("logger is installed").isExecutable();
    List<String> command =
        new ArrayList<>(
            List.of(
                logger.toString(),
                "-n",
                "127.0.0.1",
                "-P",
                "" + port(),
                "-t",
                "till",
                "-p",
                "local3.warning"));
    command.addAll(List.of(options.split(" ")));
    command.add("sold out");
    processes.add(new ProcessBuilder(command).inheritIO().start());
    await(() -> received() == 1);
    end();
    assertThat(lane.messages()).containsExactly("sold out");
    assertThat(lane.attributes().get(0))
        .containsEntry("severity", "warning")
        .containsEntry("syslog.facility", "local3")
        .containsEntry("syslog.appname", "till");
    assertThat(lane.origins().get(0).attributes()).containsKey("syslog.hostname");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol=\"udp\" template=\"RSYSLOG_SyslogProtocol23Format\"",
        "protocol=\"tcp\" tcp_framing=\"octet-counted\" template=\"RSYSLOG_SyslogProtocol23Format\"",
        "protocol=\"tcp\" template=\"RSYSLOG_ForwardFormat\"",
        "protocol=\"tcp\" template=\"RSYSLOG_TraditionalForwardFormat\""
      })
  void rsyslogIsUnderstood(String options) throws Exception {
    Path rsyslog = Path.of("/usr/sbin/rsyslogd");
    assumeThat(rsyslog).as("rsyslog is installed").isExecutable();
    Path log = Files.writeString(folder.resolve("app.log"), "line 1\nline 2\nline 3\n");
    Path config =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%1$s" localHostname="sender.example")
            module(load="imfile")
            input(type="imfile" file="%2$s" tag="till:" severity="error" facility="local1")
            action(type="omfwd" target="127.0.0.1" port="%3$d" %4$s)
            """
                .formatted(folder, log, port(), options));
    processes.add(
        new ProcessBuilder(
                rsyslog.toString(),
                "-n",
                "-f",
                config.toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start());
    await(() -> received() >= 3);
    end();
    assertThat(lane.messages()).contains("line 1", "line 2", "line 3");
    int first = lane.messages().indexOf("line 1");
    assertThat(lane.attributes().get(first))
        .containsEntry("severity", "err")
        .containsEntry("syslog.facility", "local1")
        .containsEntry("syslog.appname", "till");
    assertThat(lane.origins().get(first).stream()).startsWith("sender");
  }

  private RecordLane recordLane() {
    LogBatcher batcher =
        new LogBatcher(
            lane,
            new BatchConfig(100_000, 10_000, Duration.ofSeconds(1), true),
            new BatchIds(new Random(1)),
            time);
    return new RecordLane(batcher, new DropCount(lost, new LongAdder()), time);
  }

  private int port() {
    return requireNonNull(input.address()).getPort();
  }

  private void packet(String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port()));
    }
  }

  private long received() {
    return metrics.counter("agent_syslog_messages_total").sum();
  }

  private void end() {
    if (!ended) {
      ended = true;
      input.finish(0);
    }
  }

  private void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      input.work();
      Thread.onSpinWait();
    }
  }
}
