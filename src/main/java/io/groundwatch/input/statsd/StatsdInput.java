package io.groundwatch.input.statsd;

import io.groundwatch.config.StatsdConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.net.PacketListener;
import io.groundwatch.net.PacketPort;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.aggregate.Intervals;
import io.groundwatch.runtime.ByteInbox;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for StatsD, adds up what comes, and hands over what each series came to once an interval,
 * aligned to the clock. A loop's thread of its own takes packets off the socket; everything else is
 * the input's thread's. What is being added up is handed over at a stop and a reload; a kill loses
 * it, as StatsD has no acknowledgement.
 */
public final class StatsdInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(StatsdInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);

  /**
   * While packets come, they are taken so often, and not each as it comes: nobody waits for them
   * before the interval ends, and to be woken costs more than to add up a line.
   */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MAX_WAITING_BYTES = 1 << 20;
  private static final int MAX_CONNECTIONS = 256;

  /** After so long without any, the first is to wake again. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final StatsdConfig config;
  private final TimeSource time;
  private final PacedSink out;
  private final RecordFanout logs;
  private final ThrottledLog trouble;
  private final Refusals refusals;
  private final LongAdder packets;
  private final ByteInbox inbox = new ByteInbox(MAX_WAITING_BYTES);
  private final SeriesTable table;
  private final Adder adder;
  private final PacketPort port;
  private final Intervals looks;
  private final Intervals flushes;
  private volatile Runnable waker = () -> {};
  private volatile boolean polling;
  private volatile int series;
  private long lastPacketNanos;

  /**
   * Listens as {@code config} says, from the first {@link #work} on.
   *
   * @param base dimensions of every series
   */
  public StatsdInput(
      StatsdConfig config,
      String namespace,
      Dimensions base,
      TimeSource time,
      RandomGenerator random,
      SelfMetrics metrics,
      PacedSink out,
      RecordFanout logs) {
    this.config = config;
    this.time = time;
    this.out = out;
    this.logs = logs;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.refusals = new Refusals(metrics, trouble);
    this.packets = metrics.counter("agent_statsd_packets_total");
    SeriesNames names = new SeriesNames(config, namespace, base);
    this.table = new SeriesTable(names, config.percentiles(), random.nextInt());
    this.adder =
        new Adder(
            table,
            new Records(config.logGroup(), logs, time),
            refusals,
            metrics.counter("agent_statsd_lines_total"));
    this.port =
        new PacketPort(
            "StatsD",
            new PacketListener.Place(
                config.address().host(),
                config.address().port(),
                config.udp(),
                config.tcp(),
                config.receiveBufferBytes(),
                Adder.MAX_LINE_BYTES,
                MAX_CONNECTIONS),
            this::take,
            time,
            trouble);
    this.looks = new Intervals(time, config.collectionSeconds());
    this.flushes = new Intervals(time, config.intervalSeconds());
    metrics.gauge("agent_statsd_series", () -> series);
  }

  @Override
  public String name() {
    return "statsd";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
  }

  /** Where it listens, for UDP if it does for that; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    return port.address();
  }

  @Override
  public int work() {
    port.work();
    if (addUp() > 0) {
      lastPacketNanos = time.nanos();
      polling = true;
    } else if (polling && time.nanos() - lastPacketNanos >= QUIET_NANOS) {
      polling = false;
    }
    if (looks.isOver()) {
      table.look();
      looks.next();
    }
    if (flushes.isOver()) {
      flush(flushes.endWallNanos());
      table.forget(time.nanos());
      reportDrops();
      flushes.next();
    }
    out.work();
    logs.flushIfDue();
    return 0; // the next packets need not be looked for at once
  }

  @Override
  public long restNanos() {
    if (!polling && !inbox.isEmpty()) {
      return 0; // came before anybody was to be woken
    }
    long rest = Math.min(looks.dueInNanos(), flushes.dueInNanos());
    rest = Math.min(rest, Math.min(out.restNanos(), port.restNanos()));
    rest = Math.min(rest, logs.dueInNanos());
    return Math.max(0, polling ? Math.min(POLL_NANOS, rest) : rest);
  }

  @Override
  public void finish(long deadlineNanos) {
    port.close();
    logs.ending();
    addUp();
    flush(time.wallNanos());
    out.handOnAll();
    logs.finish();
  }

  /** A packet, on the loop's thread. */
  private boolean take(ByteBuf packet) {
    int length = packet.readableBytes();
    ByteInbox.Added added =
        inbox.add(length, (to, at) -> packet.readBytes(to, at, length), config.maxPending());
    if (added == ByteInbox.Added.FIRST && !polling) {
      waker.run();
    }
    return added != ByteInbox.Added.NO_ROOM;
  }

  private int addUp() {
    ByteInbox.Taken taken = inbox.take();
    packets.add(taken.packets());
    adder.add(taken, time.nanos());
    series = table.size();
    long refused = port.newRefusals();
    if (refused > 0) {
      refusals.full(refused);
    }
    long tooLong = port.newLongLines();
    if (tooLong > 0) {
      refusals.tooLong(tooLong);
    }
    return taken.packets();
  }

  /** What the last interval came to has had its time. */
  private void flush(long endWallNanos) {
    out.handOnAll();
    table.flush(flushes.startWallNanos(), endWallNanos, out);
  }

  private void reportDrops() {
    long drops = port.newKernelDrops();
    if (drops > 0) {
      refusals.kernel(drops);
    }
  }
}
